using Orleans;

namespace Soc.Model.Escalation;

/// <summary>How much a client's people were told at once of late.</summary>
[GenerateSerializer, Immutable, Alias("soc.PagingState")]
public sealed record PagingState
{
    /// <summary>Most incidents kept by name while they wait for the summary; the rest is counted.</summary>
    public const int MaxWaiting = 64;

    /// <summary>When each of the latest single pages was sent, the oldest first; as many as may be in a window.</summary>
    [Id(0)] public long[] SentAtMs { get; init; } = [];

    /// <summary>Incidents of which nobody was told by themselves yet, the worst first.</summary>
    [Id(1)] public PagingItem[] Waiting { get; init; } = [];

    /// <summary>Incidents that wait, those beyond <see cref="MaxWaiting"/> too.</summary>
    [Id(2)] public int WaitingCount { get; init; }

    /// <summary>When the summary is due, wall clock, ms since the epoch; 0 when nothing waits.</summary>
    [Id(3)] public long SummaryAtMs { get; init; }

    /// <summary>Summaries so far: makes their ids.</summary>
    [Id(4)] public long Summaries { get; init; }

    /// <summary>The notices that were sent at <see cref="SentAtMs"/>, in the same order; empty for a summary.</summary>
    [Id(5)] public string[] SentIds { get; init; } = [];
}
