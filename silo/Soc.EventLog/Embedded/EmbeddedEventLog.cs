using Microsoft.Extensions.Logging;
using Soc.EventLog.Codec;
using Soc.Model.Events;
using Soc.Model.Ingest;

namespace Soc.EventLog.Embedded;

/// <summary>The event log in files of its own: one folder per partition, group commit, CRC on every record.</summary>
public sealed partial class EmbeddedEventLog : IEventLog, IDisposable
{
    /// <summary>Most entries that one read returns.</summary>
    public const int MaxReadEntries = 65_536;

    [ThreadStatic]
    private static PayloadBatch? t_batch;

    private readonly Journal _journal;
    private readonly ILogger _logger;
    private int _isDisposed;
    private readonly EntryReader?[] _readers;

    private EmbeddedEventLog(Journal journal, ILogger logger)
    {
        _journal = journal;
        _logger = logger;
        _readers = new EntryReader?[journal.Partitions.Count];
    }

    public int PartitionCount => _journal.Partitions.Count;

    /// <summary>What opening found.</summary>
    internal IReadOnlyList<JournalRecovery> Recovered => _journal.Recovered;

    /// <summary>Opens the log, or makes it; cuts what a crash left torn.</summary>
    /// <exception cref="InvalidOperationException">The folder has another number of partitions, is open elsewhere, or is of a newer version; the message says what to do.</exception>
    public static ValueTask<EmbeddedEventLog> OpenAsync(EmbeddedEventLogOptions options, TimeProvider timeProvider, ILogger logger) =>
        ValueTask.FromResult(Open(options, timeProvider, logger));

    /// <inheritdoc cref="OpenAsync"/>
    public static EmbeddedEventLog Open(EmbeddedEventLogOptions options, TimeProvider timeProvider, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.PartitionCount is < 1 or > 256 || options.SegmentBytes < 4096 || options.MaxTotalBytes < 65_536 || options.MaxPendingBytes < 1)
        {
            throw new InvalidOperationException("The event log needs 1 to 256 partitions, segments of 4,096 bytes or more, 65,536 bytes or more in total, and room for pending bytes.");
        }

        var settings = new JournalSettings(timeProvider)
        {
            Directory = Path.GetFullPath(options.Directory),
            PartitionCount = options.PartitionCount,

            // Several files a partition, or retention would find nothing that it may remove.
            SegmentBytes = Math.Min(options.SegmentBytes, options.MaxTotalBytes / (4L * options.PartitionCount)),
            MaxTotalBytes = options.MaxTotalBytes,
            MaxPendingBytes = options.MaxPendingBytes,
            MaxAge = options.MaxAge,
            CommitDelay = options.CommitDelay,
            KeepUncommitted = true,
            FaultPoint = options.FaultPoint,
        };
        return new EmbeddedEventLog(Journal.Open(settings, logger), logger);
    }

    /// <inheritdoc/>
    public ValueTask<IPartitionLease> OwnAsync(int partition, CancellationToken cancellationToken) => ValueTask.FromResult<IPartitionLease>(new LastingLease());

    public async ValueTask AppendAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        cancellationToken.ThrowIfCancellationRequested();
        if (entries.Count > 0)
        {
            await Enqueue(entries).WaitAsync(cancellationToken);
        }
    }

    public async ValueTask<LogBatch> ReadAsync(int partition, long fromOffset, int maxEntries, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromOffset);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEntries, 1);
        var p = _journal.Partitions[partition];
        if (fromOffset > p.DurableEnd)
        {
            _journal.EnsureOffsetsFrom(partition, fromOffset);
        }

        var durableEnd = fromOffset;
        while (true)
        {
            await p.WaitForAsync(durableEnd, cancellationToken);
            durableEnd = p.DurableEnd;
            var reader = Interlocked.Exchange(ref _readers[partition], null) ?? new EntryReader(p, _journal.Salt);
            var batch = reader.Read(fromOffset, durableEnd, Math.Min(maxEntries, MaxReadEntries));
            if (Interlocked.Exchange(ref _readers[partition], reader) is { } other)
            {
                other.Dispose();
            }

            if (batch is not null)
            {
                if (batch.Lost > 0)
                {
                    LogLost(_logger, partition, batch.Lost, fromOffset);
                }

                return batch;
            }

            // All that is durable from there on is damaged: wait for what comes after it.
        }
    }

    public void Commit(int partition, long offset) => _journal.Commit(partition, offset);

    public long EndOffset(int partition) => _journal.Partitions[partition].DurableEnd;

    public long StartOffset(int partition) => _journal.Partitions[partition].StartOffset;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        // The container knows it as writer and as log, and disposes both.
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        _journal.Dispose();
        for (var i = 0; i < _readers.Length; i++)
        {
            Interlocked.Exchange(ref _readers[i], null)?.Dispose();
        }
    }

    /// <summary>For tests and benchmarks of the files below.</summary>
    internal Journal Journal => _journal;

    private Task Enqueue(IReadOnlyList<LogEntry> entries)
    {
        var batch = t_batch ??= new PayloadBatch();
        batch.Clear();
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)entry.Partition, (uint)PartitionCount, nameof(entries));
            EventCodec.Write(batch.Writer, entry);
            batch.Complete(entry.Partition, _journal.Salt);
        }

        return _journal.Append(batch);
    }

    [LoggerMessage(20, LogLevel.Warning, "Log partition {Partition}: {Lost} entries from offset {FromOffset} on are no longer there")]
    private static partial void LogLost(ILogger logger, int partition, long lost, long fromOffset);
}
