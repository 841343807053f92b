using Orleans;

namespace Soc.Response.Audit;

/// <summary>An operation is in the audit up to here.</summary>
[GenerateSerializer, Immutable, Alias("soc.AuditMark")]
public sealed record AuditMark([property: Id(0)] string OperationId, [property: Id(1)] int Number);
