using Orleans;

namespace Soc.Model.Escalation;

/// <summary>An incident that waits for the summary.</summary>
[GenerateSerializer, Immutable, Alias("soc.PagingItem")]
public sealed record PagingItem(
    [property: Id(0)] string IncidentId,
    [property: Id(1)] string Title,
    [property: Id(2)] double Score)
{
    /// <summary>Id of the notice that would be sent by itself: asked again, the answer is the same.</summary>
    [Id(3)] public string NoticeId { get; init; } = "";

    /// <summary>Whom it is meant for.</summary>
    [Id(4)] public string Who { get; init; } = "";

    /// <summary>By which channel.</summary>
    [Id(5)] public string Channel { get; init; } = "";
}
