namespace Soc.EventLog.Embedded;

/// <summary>Says in words what a failed write means and what to do.</summary>
internal static class StorageFailure
{
    /// <summary>ENOSPC, EDQUOT and EROFS of Linux; .NET hands them on in HResult.</summary>
    private const int NoSpace = 28;
    private const int OverQuota = 122;
    private const int ReadOnlyFileSystem = 30;

    public static EventLogUnavailableException Explain(Exception failure, string directory) => failure.HResult switch
    {
        NoSpace => new EventLogUnavailableException($"The disk of {directory} is full. What was acknowledged is safe; free some space or lower the log's size, and the log goes on by itself.", failure),
        OverQuota => new EventLogUnavailableException($"The quota of {directory} is used up. What was acknowledged is safe; free some space or raise the quota, and the log goes on by itself.", failure),
        ReadOnlyFileSystem => new EventLogUnavailableException($"The file system of {directory} is read-only. What was acknowledged is safe; check the disk and mount it for writing.", failure),
        _ => new EventLogUnavailableException($"The disk of {directory} failed: {failure.Message} What was acknowledged is kept; the log tries again with every request.", failure),
    };
}
