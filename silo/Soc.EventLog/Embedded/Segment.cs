namespace Soc.EventLog.Embedded;

/// <summary>One file of a partition: records from <see cref="BaseOffset"/> to the next segment's.</summary>
internal sealed class Segment(string path, long baseOffset, long durableBytes, long lastWriteMs)
{
    private long _durableBytes = durableBytes;
    private long _lastWriteMs = lastWriteMs;

    public string Path { get; } = path;

    public long BaseOffset { get; } = baseOffset;

    /// <summary>Bytes that are synced; readers go no further.</summary>
    public long DurableBytes
    {
        get => Volatile.Read(ref _durableBytes);
        set => Volatile.Write(ref _durableBytes, value);
    }

    /// <summary>Wall clock of the newest record, ms since the epoch.</summary>
    public long LastWriteMs
    {
        get => Volatile.Read(ref _lastWriteMs);
        set => Volatile.Write(ref _lastWriteMs, value);
    }
}
