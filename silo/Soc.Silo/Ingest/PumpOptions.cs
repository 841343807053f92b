namespace Soc.Silo.Ingest;

/// <summary>How the pump reads and how often state is checkpointed.</summary>
public sealed record PumpOptions
{
    /// <summary>
    /// Most entries of one read. What is being read of all partitions lives through every collection of garbage: with 4,096 that was
    /// most of their pauses, and a hand-over within the silo costs no less for a longer read.
    /// </summary>
    public int MaxEntriesPerRead { get; init; } = 512;

    /// <summary>Most grain calls in flight per partition.</summary>
    public int MaxCallsInFlight { get; init; } = 512;

    /// <summary>Events applied at a stretch before others get the core.</summary>
    public int MaxEventsBeforeYield { get; init; } = 256;

    /// <summary>Time between checkpoint rounds, milliseconds: what a crash replays.</summary>
    public int CheckpointIntervalMs { get; init; } = 5000;

    /// <summary>How much longer than a round the wait before the next one is, so that checkpoints leave the cores to the events.</summary>
    public double CheckpointRestFactor { get; init; } = 3;

    /// <summary>Longest wait between rounds, milliseconds.</summary>
    public int MaxCheckpointIntervalMs { get; init; } = 60_000;

    /// <summary>Entities checkpointed at the same time.</summary>
    public int MaxCheckpointsInFlight { get; init; } = 128;

    /// <summary>First wait after a failed call, milliseconds; doubles up to <see cref="MaxRetryDelayMs"/>.</summary>
    public int FirstRetryDelayMs { get; init; } = 50;

    public int MaxRetryDelayMs { get; init; } = 5000;
}
