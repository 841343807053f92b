using System.Globalization;
using Microsoft.Extensions.Logging;
using Soc.Model.Events;
using Soc.Model.Ingest;

namespace Soc.EventLog.Embedded;

/// <summary>The event log in files of this machine: group commit, checksums, recovery, retention.</summary>
public sealed partial class EmbeddedEventLog : IEventLog
{
    private const string PartitionsFile = "partitions";

    private readonly EmbeddedEventLogOptions _options;
    private readonly EventCodec _codec;
    private readonly TimeProvider _time;
    private readonly PartitionWriter[] _writers;
    private readonly PartitionReader[] _readers;
    private readonly SemaphoreSlim[] _reading;
    private readonly long[] _committed;
    private long _pendingBytes;

    private EmbeddedEventLog(EmbeddedEventLogOptions options, EventCodec codec, TimeProvider time, PartitionWriter[] writers)
    {
        _options = options;
        _codec = codec;
        _time = time;
        _writers = writers;
        _readers = [.. writers.Select(w => new PartitionReader(w))];
        _reading = [.. writers.Select(_ => new SemaphoreSlim(1, 1))];
        _committed = new long[writers.Length];
    }

    public int PartitionCount => _writers.Length;

    /// <summary>Opens or makes the log; cuts a torn tail off and says so.</summary>
    /// <exception cref="InvalidOperationException">The folder holds another number of partitions, or the options make no sense.</exception>
    public static EmbeddedEventLog Open(EmbeddedEventLogOptions options, EventCodec codec, TimeProvider time, ILogger<EmbeddedEventLog> logger)
    {
        if (options.PartitionCount is < 1 or > 1024)
        {
            throw new InvalidOperationException($"The event log has {options.PartitionCount} partitions: use 1 to 1024.");
        }

        Directory.CreateDirectory(options.Directory);
        CheckPartitions(options);
        var writers = new PartitionWriter[options.PartitionCount];
        for (var partition = 0; partition < writers.Length; partition++)
        {
            var directory = Path.Combine(options.Directory, string.Create(CultureInfo.InvariantCulture, $"p{partition:D4}"));
            Directory.CreateDirectory(directory);
            var recovered = RecoveredPartition.Of(directory);
            if (recovered.TornBytes > 0)
            {
                LogTorn(logger, partition, recovered.TornBytes, recovered.EndOffset);
            }

            writers[partition] = new PartitionWriter(directory, options, time, recovered);
        }

        return new EmbeddedEventLog(options, codec, time, writers);
    }

    public async ValueTask AppendAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var groups = new List<byte[]>?[_writers.Length];
        foreach (var entry in entries)
        {
            (groups[entry.Partition] ??= []).Add(_codec.Encode(entry));
        }

        var appends = groups.Select((g, partition) => (Partition: partition, Append: g is null ? null : new PendingAppend(g))).Where(g => g.Append is not null).ToArray();
        var bytes = appends.Sum(a => a.Append!.Bytes);
        Admit(bytes);
        try
        {
            await Task.WhenAll(appends.Select(a => _writers[a.Partition].AppendAsync(a.Append!)));
        }
        finally
        {
            Interlocked.Add(ref _pendingBytes, -bytes);
        }
    }

    public async ValueTask<LogBatch> ReadAsync(int partition, long fromOffset, int maxEntries, CancellationToken cancellationToken)
    {
        await _reading[partition].WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                await _writers[partition].WaitAsync(fromOffset, cancellationToken);
                var batch = Read(partition, fromOffset, maxEntries);
                if (batch.Count > 0 || batch.Lost > 0)
                {
                    return batch;
                }
            }
        }
        finally
        {
            _reading[partition].Release();
        }
    }

    public void Commit(int partition, long offset)
    {
        _committed[partition] = Math.Max(_committed[partition], offset);
        Retain(partition);
    }

    public long EndOffset(int partition) => _writers[partition].EndOffset;

    public long StartOffset(int partition)
    {
        var (segments, _) = _writers[partition].Layout();
        return segments.Count == 0 ? 0 : segments[0].FirstOffset;
    }

    public async ValueTask DisposeAsync()
    {
        for (var partition = 0; partition < _writers.Length; partition++)
        {
            await _writers[partition].DisposeAsync();
            _readers[partition].Dispose();
            _reading[partition].Dispose();
        }
    }

    private static void CheckPartitions(EmbeddedEventLogOptions options)
    {
        var file = Path.Combine(options.Directory, PartitionsFile);
        if (!File.Exists(file))
        {
            File.WriteAllText(file, options.PartitionCount.ToString(CultureInfo.InvariantCulture));
            return;
        }

        var text = File.ReadAllText(file).Trim();
        if (!string.Equals(text, options.PartitionCount.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
        {
            throw new InvalidOperationException(
                $"The event log under {options.Directory} has {text} partitions, the configuration says {options.PartitionCount}: entities would lose their order. Set Soc:Silo:Partitions to {text}, or begin with an empty data folder.");
        }
    }

    private LogBatch Read(int partition, long fromOffset, int maxEntries)
    {
        var offsets = new List<long>();
        var events = new List<SecurityEvent?>();
        var receipts = new List<IngestReceipt?>();
        var unreadable = 0L;
        var (next, lost) = _readers[partition].Read(fromOffset, (offset, payload) =>
        {
            if (_codec.TryDecode(payload, out var e, out var receipt))
            {
                offsets.Add(offset);
                events.Add(e);
                receipts.Add(receipt);
            }
            else
            {
                unreadable++;
            }

            return offsets.Count < maxEntries;
        });
        return new LogBatch(partition, offsets, events, receipts, next, lost + unreadable);
    }

    private void Admit(long bytes)
    {
        var total = _writers.Sum(w => w.TotalBytes);
        if (total + bytes > _options.MaxTotalBytes)
        {
            for (var partition = 0; partition < _writers.Length; partition++)
            {
                Retain(partition);
            }

            if (_writers.Sum(w => w.TotalBytes) + bytes > _options.MaxTotalBytes)
            {
                throw new EventLogBusyException(
                    $"The event log holds its {_options.MaxTotalBytes} bytes of events that are not processed yet: it takes more when the entities have caught up. Raise Soc:Silo:LogMaxBytes if this lasts.");
            }
        }

        if (Interlocked.Add(ref _pendingBytes, bytes) > _options.MaxPendingBytes)
        {
            Interlocked.Add(ref _pendingBytes, -bytes);
            throw new EventLogBusyException("Too much waits for the disk just now; send again in a moment.");
        }
    }

    // Only what is checkpointed goes: by age, and by size, the oldest first.
    private void Retain(int partition)
    {
        var oldest = _time.GetUtcNow() - _options.MaxAge;
        _writers[partition].Retain(
            _committed[partition],
            s => File.GetLastWriteTimeUtc(s.Path) < oldest.UtcDateTime || _writers.Sum(w => w.TotalBytes) > _options.MaxTotalBytes * 9 / 10);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partition {Partition}: {Bytes} bytes of a write that was never acknowledged were cut off; the log ends at offset {EndOffset}")]
    private static partial void LogTorn(ILogger logger, int partition, long bytes, long endOffset);
}
