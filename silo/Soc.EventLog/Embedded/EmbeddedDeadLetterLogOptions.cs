namespace Soc.EventLog.Embedded;

/// <summary>Settings of the embedded dead-letter log.</summary>
public sealed record EmbeddedDeadLetterLogOptions
{
    /// <summary>Folder of the log; made when it is missing.</summary>
    public required string Directory { get; init; }

    /// <summary>Size of the whole log, bytes; the oldest letters go first.</summary>
    public long MaxTotalBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Older letters are removed.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Most bytes that may wait for the disk.</summary>
    public long MaxPendingBytes { get; init; } = 16L * 1024 * 1024;

    /// <summary>Longest time that an append waits for others to share its sync.</summary>
    public TimeSpan CommitDelay { get; init; } = TimeSpan.FromMilliseconds(5);
}
