using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Soc.EventLog.Embedded;

/// <summary>
/// Partitioned, append-only files with group commit: all appends of a window share one write and one sync per partition
/// that they touch. One thread of its own commits; a window that fails is taken back whole.
/// </summary>
internal sealed partial class Journal : IDisposable
{
    /// <summary>A window as large as this is committed without waiting for more.</summary>
    private const long FullWindowBytes = 1024 * 1024;

    private readonly object _gate = new();
    private readonly JournalSettings _settings;
    private readonly ILogger _logger;
    private readonly JournalPartition[] _partitions;
    private readonly FileStream _lockFile;
    private readonly FlushGang _gang;
    private readonly Retention _retention;
    private readonly Thread _committer;
    private readonly ITimer _retentionTimer;
    private readonly List<JournalPartition> _touched = [];
    private CommitWindow _window = new();
    private int _lastWindowAppends;
    private long _pendingBytes;
    private bool _retentionDue;
    private bool _retentionAsked;
    private long _rollsSeen;
    private bool _stopping;
    private bool _failing;
    private string? _full;

    private Journal(JournalSettings settings, ILogger logger, JournalPartition[] partitions, FileStream lockFile, IReadOnlyList<JournalRecovery> recovered)
    {
        _settings = settings;
        _logger = logger;
        _partitions = partitions;
        _lockFile = lockFile;
        Recovered = recovered;
        _retention = new Retention(settings, partitions, logger);
        _gang = new FlushGang(Math.Min(partitions.Length, 8) - 1);
        _full = _retention.Run();
        _committer = new Thread(Run) { IsBackground = true, Name = "log-commit" };
        _committer.Start();
        _retentionTimer = settings.TimeProvider.CreateTimer(_ => RequestRetention(), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
    }

    public uint Salt => _settings.Salt;

    public IReadOnlyList<JournalPartition> Partitions => _partitions;

    /// <summary>What opening found, per partition.</summary>
    public IReadOnlyList<JournalRecovery> Recovered { get; }

    /// <summary>Retention was asked for and has not begun.</summary>
    public bool RetentionWaits
    {
        get
        {
            lock (_gate)
            {
                return _retentionDue;
            }
        }
    }

    /// <summary>Opens or makes the journal.</summary>
    /// <exception cref="InvalidOperationException">The directory belongs to another journal, or another process has it open.</exception>
    public static Journal Open(JournalSettings settings, ILogger logger)
    {
        Directory.CreateDirectory(settings.Directory);
        var lockFile = TakeLock(settings.Directory);
        var partitions = new List<JournalPartition>(settings.PartitionCount);
        try
        {
            settings.Salt = JournalMeta.OpenOrCreate(settings.Directory, settings.PartitionCount).Salt;
            var recovered = new List<JournalRecovery>(settings.PartitionCount);
            for (var p = 0; p < settings.PartitionCount; p++)
            {
                var directory = Path.Combine(settings.Directory, string.Create(CultureInfo.InvariantCulture, $"p{p:d3}"));
                var store = SegmentStore.Open(settings, p, directory, out var found);
                partitions.Add(new JournalPartition(store, found.NextOffset));
                recovered.Add(found);
                if (found.TruncatedBytes > 0 || found.DamagedRecords > 0)
                {
                    LogRecovered(logger, p, found.TruncatedBytes, found.DamagedRecords, found.NextOffset);
                }
            }

            return new Journal(settings, logger, [.. partitions], lockFile, recovered);
        }
        catch
        {
            partitions.ForEach(static p => p.Dispose());
            lockFile.Dispose();
            throw;
        }
    }

    /// <summary>Puts a batch into the next window and returns when that is durable.</summary>
    /// <exception cref="EventLogBusyException">Nothing was taken.</exception>
    public Task Append(PayloadBatch batch)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            if (_full is { } why)
            {
                throw new EventLogBusyException(why);
            }

            // A batch larger than the whole bound is let in when nothing else waits, or it would never get in.
            if (_pendingBytes > 0 && _pendingBytes + batch.Bytes > _settings.MaxPendingBytes)
            {
                throw new EventLogBusyException(string.Create(CultureInfo.InvariantCulture, $"The event log has {_pendingBytes} bytes waiting for the disk, its limit is {_settings.MaxPendingBytes}: send again in a moment."));
            }

            for (var i = 0; i < batch.Count; i++)
            {
                var (partition, start, length, crc) = batch[i];
                var p = _partitions[partition];
                p.Pending.Add(batch.Writer.Written.Slice(start, length), crc, p.NextOffset);
                p.NextOffset++;
            }

            var window = _window;
            var wasEmpty = window.Appends == 0;
            window.Appends++;
            window.Bytes += batch.Bytes;
            _pendingBytes += batch.Bytes;
            if (wasEmpty)
            {
                window.OpenedAt = _settings.TimeProvider.GetTimestamp();
            }

            if (wasEmpty || IsReady(window))
            {
                Monitor.Pulse(_gate);
            }

            return window.Done;
        }
    }

    /// <summary>No record may take an offset below this one any more: somebody remembers having read it.</summary>
    public void EnsureOffsetsFrom(int partition, long offset)
    {
        var p = _partitions[partition];
        lock (_gate)
        {
            if (offset <= p.NextOffset)
            {
                return;
            }

            ArgumentOutOfRangeException.ThrowIfGreaterThan(offset - p.NextOffset, RecordFormat.MaxOffsetJump - 1, nameof(offset));
            LogTailMissing(_logger, partition, p.NextOffset, offset);
            p.NextOffset = offset;
            p.NeverBelow = offset;
        }
    }

    public void Commit(int partition, long offset)
    {
        var p = _partitions[partition];
        var before = p.Committed;
        if (offset <= before)
        {
            return;
        }

        EnsureOffsetsFrom(partition, offset);
        p.Committed = offset;
        var segments = p.Store.Segments;
        if (segments.Length > 1 && segments[1].BaseOffset <= offset && segments[1].BaseOffset > before)
        {
            RequestRetention();
        }
    }

    /// <summary>Lets the committer look for files to remove; also what the timer does.</summary>
    public void RequestRetention()
    {
        lock (_gate)
        {
            _retentionDue = true;
            Monitor.Pulse(_gate);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopping)
            {
                return;
            }

            _stopping = true;
            Monitor.Pulse(_gate);
        }

        _retentionTimer.Dispose();
        _committer.Join();
        _gang.Dispose();
        foreach (var p in _partitions)
        {
            p.Close();
            p.Dispose();
        }

        _lockFile.Dispose();
    }

    private void Run()
    {
        while (NextWindow() is { } window)
        {
            if (window.Appends > 0)
            {
                CommitOrFail(window);
            }

            if (_retentionAsked || _full is not null || RolledSinceLastLook())
            {
                var full = _retention.Run();
                lock (_gate)
                {
                    _full = full;
                }
            }
        }
    }

    private bool RolledSinceLastLook()
    {
        long rolls = 0;
        foreach (var p in _partitions)
        {
            rolls += p.Store.Rolls;
        }

        var rolled = rolls != _rollsSeen;
        _rollsSeen = rolls;
        return rolled;
    }

    /// <summary>Waits for work; null when the journal is closed and nothing waits. An empty window means retention only.</summary>
    private CommitWindow? NextWindow()
    {
        lock (_gate)
        {
            while (_window.Appends == 0 && !_retentionDue)
            {
                if (_stopping)
                {
                    return null;
                }

                Monitor.Wait(_gate);
            }

            while (_window.Appends > 0 && !_stopping && !IsReady(_window))
            {
                var left = _settings.CommitDelay - _settings.TimeProvider.GetElapsedTime(_window.OpenedAt);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left))
                {
                    break;
                }
            }

            _retentionAsked = _retentionDue;
            _retentionDue = false;
            var window = _window;
            if (window.Appends > 0)
            {
                _lastWindowAppends = window.Appends;
                _window = new CommitWindow();
                foreach (var p in _partitions)
                {
                    p.SwapPending_NeedsGate();
                }
            }

            return window;
        }
    }

    /// <summary>
    /// Callers who were in the last window are likely to come back at once: a window waits for as many, or for its time.
    /// A single caller never waits.
    /// </summary>
    private bool IsReady(CommitWindow window) => window.Appends >= _lastWindowAppends || window.Bytes >= FullWindowBytes;

    private void CommitOrFail(CommitWindow window)
    {
        var failure = TryCommit();
        if (failure is null)
        {
            lock (_gate)
            {
                _pendingBytes -= window.Bytes;
            }

            if (_failing)
            {
                _failing = false;
                LogRecoveredFromFailure(_logger);
            }

            window.Succeed();
            return;
        }

        // Offsets of the next window follow on those of this one, so it goes with it. Nothing of either was seen by a reader.
        CommitWindow next;
        lock (_gate)
        {
            next = _window;
            _window = new CommitWindow();
            _pendingBytes = 0;
            foreach (var p in _partitions)
            {
                p.Pending.Clear();
                p.NextOffset = Math.Max(p.DurableEnd, p.NeverBelow);
            }
        }

        if (!_failing)
        {
            _failing = true;
            LogFailing(_logger, failure.Message, failure);
        }

        window.Fail(failure);
        next.Fail(failure);
    }

    private EventLogUnavailableException? TryCommit()
    {
        _touched.Clear();
        foreach (var p in _partitions)
        {
            if (p.Writing.Length > 0)
            {
                _touched.Add(p);
            }
        }

        var ends = new long[_touched.Count];
        var failures = new Exception?[_touched.Count];
        var nowMs = _settings.NowMs();
        for (var i = 0; i < _touched.Count; i++)
        {
            ends[i] = _touched[i].Writing.LastOffset + 1;
        }

        _gang.Run(_touched.Count, i =>
        {
            var p = _touched[i];
            try
            {
                if (!p.Store.TryRollback())
                {
                    throw new IOException("An earlier failed write cannot be taken back yet.");
                }

                p.Store.Write(p.Writing.Bytes, p.Writing.FirstOffset, nowMs);
                p.Store.Flush();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                failures[i] = failure;
            }
        });

        var first = Array.Find(failures, static f => f is not null);
        if (first is not null)
        {
            foreach (var p in _touched)
            {
                p.Store.TryRollback();
            }

            return StorageFailure.Explain(first, _settings.Directory);
        }

        for (var i = 0; i < _touched.Count; i++)
        {
            _touched[i].Store.Accept();
            _touched[i].SetDurableEnd(ends[i]);
        }

        return null;
    }
}
