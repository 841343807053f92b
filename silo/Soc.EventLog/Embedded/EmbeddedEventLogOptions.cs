namespace Soc.EventLog.Embedded;

/// <summary>Settings of the embedded event log.</summary>
public sealed record EmbeddedEventLogOptions
{
    /// <summary>Folder of the log; made when it is missing. One process at a time.</summary>
    public required string Directory { get; init; }

    /// <summary>Partitions, 1–256; fixed once the folder has data.</summary>
    public int PartitionCount { get; init; } = 8;

    /// <summary>
    /// Longest time that an append waits for others to share its sync, 0–1,000 ms. A bound, not a wait: a caller alone is
    /// committed at once, and callers who come together wait for each other only.
    /// </summary>
    public TimeSpan CommitDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>A file of a partition is closed at this size, bytes; smaller where <see cref="MaxTotalBytes"/> is small.</summary>
    public long SegmentBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Size of the whole log, bytes. Processed data are removed from the oldest on; unprocessed never, then appends are refused as busy.</summary>
    public long MaxTotalBytes { get; init; } = 20L * 1024 * 1024 * 1024;

    /// <summary>Processed data older than this are removed.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Most bytes that may wait for the disk; beyond it appends are refused as busy.</summary>
    public long MaxPendingBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Where a test makes the disk fail.</summary>
    internal Action<LogFaultPoint, int>? FaultPoint { get; init; }
}
