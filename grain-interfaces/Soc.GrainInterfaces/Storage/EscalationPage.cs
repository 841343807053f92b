using Soc.Model.Escalation;

namespace Soc.GrainInterfaces.Storage;

/// <summary>A page of escalations.</summary>
/// <param name="NextCursor">Null on the last page; opaque to callers.</param>
public sealed record EscalationPage(IReadOnlyList<EscalationRow> Items, string? NextCursor);
