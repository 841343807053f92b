namespace Soc.EventLog.Embedded;

/// <summary>What the files of a journal need to know, worked out from the options once.</summary>
internal sealed class JournalSettings(TimeProvider timeProvider)
{
    public required string Directory { get; init; }

    public required int PartitionCount { get; init; }

    public required long SegmentBytes { get; init; }

    public required long MaxTotalBytes { get; init; }

    public required long MaxPendingBytes { get; init; }

    public required TimeSpan MaxAge { get; init; }

    public required TimeSpan CommitDelay { get; init; }

    /// <summary>Retention keeps what is not committed; false for a journal that nobody commits.</summary>
    public required bool KeepUncommitted { get; init; }

    /// <summary>Where every CRC of the journal starts.</summary>
    public uint Salt { get; set; }

    public Action<LogFaultPoint, int>? FaultPoint { get; init; }

    public TimeProvider TimeProvider { get; } = timeProvider;

    public long NowMs() => TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    public void Fault(LogFaultPoint point, int partition) => FaultPoint?.Invoke(point, partition);
}
