using Orleans;

namespace Soc.Model.Escalation;

/// <summary>An incident that waits for the summary.</summary>
[GenerateSerializer, Immutable, Alias("soc.PagingItem")]
public sealed record PagingItem(
    [property: Id(0)] string IncidentId,
    [property: Id(1)] string Title,
    [property: Id(2)] double Score);
