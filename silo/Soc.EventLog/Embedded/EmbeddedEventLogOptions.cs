namespace Soc.EventLog.Embedded;

/// <summary>Where the embedded log lives and what bounds it.</summary>
public sealed record EmbeddedEventLogOptions
{
    public required string Directory { get; init; }

    /// <summary>1–1024; fixed once the folder is made.</summary>
    public int PartitionCount { get; init; } = 8;

    /// <summary>Longest time that an append waits for others to share its fsync.</summary>
    public TimeSpan CommitDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Size at which a segment is closed and the next begun, bytes.</summary>
    public long SegmentBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Most bytes on disk over all partitions. What is not checkpointed is never removed: the log takes nothing more instead.</summary>
    public long MaxTotalBytes { get; init; } = 20L * 1024 * 1024 * 1024;

    /// <summary>Age at which a checkpointed segment is removed.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Most bytes waiting for their fsync over all partitions; above it the log is busy.</summary>
    public long MaxPendingBytes { get; init; } = 256L * 1024 * 1024;
}
