using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Soc.EventLog.Embedded;

/// <summary>
/// Removes the oldest files by size and by age, never one that holds what is not committed. Runs on the committer's
/// thread only.
/// </summary>
internal sealed partial class Retention(JournalSettings settings, IReadOnlyList<JournalPartition> partitions, ILogger logger)
{
    private static readonly TimeSpan WarnEvery = TimeSpan.FromHours(1);
    private readonly JournalSettings _settings = settings;
    private readonly IReadOnlyList<JournalPartition> _partitions = partitions;
    private readonly ILogger _logger = logger;
    private long _warnedAtMs = long.MinValue;

    /// <summary>Removes what may go.</summary>
    /// <returns>Null, or why nothing more can be taken: uncommitted data alone fill the log.</returns>
    public string? Run()
    {
        try
        {
            RemoveByAge();
            return RemoveBySize();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogCannotRemove(_logger, failure);
            return null;
        }
    }

    private void RemoveByAge()
    {
        if (_settings.MaxAge == TimeSpan.MaxValue)
        {
            return;
        }

        var nowMs = _settings.NowMs();
        var oldestMs = nowMs - (long)_settings.MaxAge.TotalMilliseconds;
        foreach (var p in _partitions)
        {
            var active = p.Store.Active;
            if (active.DurableBytes > 0 && active.LastWriteMs < oldestMs && IsDone(p, p.DurableEnd))
            {
                p.Store.Roll(p.DurableEnd);
            }

            while (p.Store.Segments is { Length: > 1 } segments && segments[0].LastWriteMs < oldestMs)
            {
                if (!IsDone(p, segments[1].BaseOffset))
                {
                    WarnOverdue(p, nowMs);
                    break;
                }

                p.Store.RemoveOldest();
            }
        }
    }

    private string? RemoveBySize()
    {
        var total = _partitions.Sum(static p => p.Store.DurableBytes);
        while (total > _settings.MaxTotalBytes)
        {
            var oldest = _partitions
                .Where(p => p.Store.Segments is { Length: > 1 } segments && IsDone(p, segments[1].BaseOffset))
                .MinBy(static p => p.Store.Segments[0].LastWriteMs);
            if (oldest is null)
            {
                return _settings.KeepUncommitted
                    ? string.Create(CultureInfo.InvariantCulture, $"The event log holds {total} bytes that are not processed yet, its limit is {_settings.MaxTotalBytes}: it takes more when processing has caught up, or with a higher limit.")
                    : null;
            }

            total -= oldest.Store.Segments[0].DurableBytes;
            oldest.Store.RemoveOldest();
        }

        return null;
    }

    private bool IsDone(JournalPartition p, long endOffset) => !_settings.KeepUncommitted || p.Committed >= endOffset;

    private void WarnOverdue(JournalPartition p, long nowMs)
    {
        if (_warnedAtMs == long.MinValue || nowMs - _warnedAtMs >= (long)WarnEvery.TotalMilliseconds)
        {
            _warnedAtMs = nowMs;
            LogOverdue(_logger, p.Store.Partition, p.Committed, p.DurableEnd);
        }
    }

    [LoggerMessage(10, LogLevel.Warning, "Log partition {Partition} keeps data beyond its age limit, because they are not processed yet (committed {Committed}, end {End})")]
    private static partial void LogOverdue(ILogger logger, int partition, long committed, long end);

    [LoggerMessage(11, LogLevel.Warning, "Old files of the event log cannot be removed")]
    private static partial void LogCannotRemove(ILogger logger, Exception failure);
}
