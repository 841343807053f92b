using Orleans;

namespace Soc.Model.Response;

/// <summary>A person agreed.</summary>
[GenerateSerializer, Immutable, Alias("soc.OperationApproval")]
public sealed record OperationApproval([property: Id(0)] ResponseActor By, [property: Id(1)] long AtMs);
