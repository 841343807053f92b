namespace Soc.Silo.Ingest;

/// <summary>How the pump reads and how often state is checkpointed.</summary>
public sealed record PumpOptions
{
    /// <summary>Most entries of one read: bigger reads give an entity more events a call.</summary>
    public int MaxEntriesPerRead { get; init; } = 4096;

    /// <summary>Most grain calls in flight per partition.</summary>
    public int MaxCallsInFlight { get; init; } = 512;

    /// <summary>Time between checkpoint rounds, milliseconds: what a crash replays.</summary>
    public int CheckpointIntervalMs { get; init; } = 5000;

    /// <summary>Entities checkpointed at the same time.</summary>
    public int MaxCheckpointsInFlight { get; init; } = 2048;

    /// <summary>First wait after a failed call, milliseconds; doubles up to <see cref="MaxRetryDelayMs"/>.</summary>
    public int FirstRetryDelayMs { get; init; } = 50;

    public int MaxRetryDelayMs { get; init; } = 5000;
}
