using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Soc.EventLog.Codec;
using Soc.Model.Events;
using Soc.Model.Ingest;

namespace Soc.EventLog.Kafka;

/// <summary>The event log in a Kafka topic: one message an entry, in the log's own codec, the partition chosen by us.</summary>
public sealed partial class KafkaEventLog : IEventLog, IDisposable
{
    /// <summary>Most entries that one read returns.</summary>
    public const int MaxReadEntries = 65_536;

    private readonly KafkaLogWriter _writer;
    private readonly KafkaFetcher _fetcher;
    private readonly KafkaLeases _leases;
    private readonly OffsetRange[] _ranges;
    private readonly StringTable[] _strings;
    private readonly ILogger _logger;
    private int _isDisposed;

    private KafkaEventLog(KafkaLogWriter writer, KafkaFetcher fetcher, KafkaLeases leases, OffsetRange[] ranges, ILogger logger)
    {
        _writer = writer;
        _fetcher = fetcher;
        _leases = leases;
        _logger = logger;
        _ranges = ranges;
        _strings = [.. ranges.Select(_ => new StringTable())];
    }

    public int PartitionCount => _ranges.Length;

    /// <summary>Connects and looks at the topic.</summary>
    /// <exception cref="InvalidOperationException">No broker answers, the login is refused, or the topic is not there; the message says what to do.</exception>
    public static KafkaEventLog Open(KafkaLogOptions options, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        var ranges = OffsetRange.Of(KafkaTopic.PartitionsOf(options, options.EventsTopic));
        KafkaLogWriter? writer = null;
        KafkaFetcher? fetcher = null;
        try
        {
            writer = KafkaLogWriter.Over(options, ranges, logger);
            fetcher = new KafkaFetcher(options, ranges, time, logger);
            return new KafkaEventLog(writer, fetcher, new KafkaLeases(options, ranges.Length, logger), ranges, logger);
        }
        catch (Exception e) when (e is KafkaException or InvalidOperationException or ArgumentException)
        {
            fetcher?.Dispose();
            writer?.Dispose();
            throw Refusal(options, e);
        }
    }

    /// <summary>Sentence for health while brokers do not answer; null when they do.</summary>
    public string? Problem => _leases.Problem ?? _fetcher.Problem;

    public ValueTask AppendAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken) => _writer.AppendAsync(entries, cancellationToken);

    public ValueTask<IPartitionLease> OwnAsync(int partition, CancellationToken cancellationToken) => _leases.OwnAsync(partition, cancellationToken);

    public async ValueTask<LogBatch> ReadAsync(int partition, long fromOffset, int maxEntries, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromOffset);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEntries, 1);
        var expected = fromOffset;
        while (true)
        {
            var taken = new List<(long Offset, byte[] Payload)>();
            await _fetcher.ReadAsync(partition, expected, Math.Min(maxEntries, MaxReadEntries), taken, cancellationToken);
            if (Decode(partition, fromOffset, taken) is { } batch)
            {
                if (batch.Lost > 0)
                {
                    LogLost(_logger, partition, batch.Lost, fromOffset);
                }

                return batch;
            }

            // None of them can be read: they count as a gap before what comes next.
            expected = taken[^1].Offset + 1;
        }
    }

    public void Commit(int partition, long offset) => _leases.Commit(partition, offset);

    public long EndOffset(int partition) => _ranges[partition].End;

    public long StartOffset(int partition) => _ranges[partition].Start;

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

        _writer.Dispose();
        _leases.Dispose();
        _fetcher.Dispose();
    }

    private static InvalidOperationException Refusal(KafkaLogOptions options, Exception reason) => reason is KafkaException e
        ? new($"The ends of topic '{options.EventsTopic}' cannot be read ({e.Error.Reason}): check that this login may read it, and that all its partitions have a leader.", e)
        : new($"Kafka cannot be used as {KafkaLogOptions.Section} says: {reason.Message}", reason);

    private LogBatch? Decode(int partition, long fromOffset, List<(long Offset, byte[] Payload)> taken)
    {
        var offsets = new List<long>(taken.Count);
        var events = new List<SecurityEvent?>(taken.Count);
        var receipts = new List<IngestReceipt?>(taken.Count);
        foreach (var (offset, payload) in taken)
        {
            // Of a newer version, or no entry of ours at all: it counts as a gap, which the next read begins with.
            if (!EventCodec.TryRead(payload, _strings[partition], withRaw: false, out var e, out var receipt))
            {
                if (offsets.Count > 0)
                {
                    break;
                }

                continue;
            }

            offsets.Add(offset);
            events.Add(e);
            receipts.Add(receipt);
        }

        return offsets.Count == 0
            ? null
            : new LogBatch(partition, offsets, events, receipts, offsets[^1] + 1, Math.Max(0, offsets[0] - fromOffset));
    }

    [LoggerMessage(42, LogLevel.Warning, "Partition {Partition}: {Lost} entries from offset {FromOffset} on are no longer there")]
    private static partial void LogLost(ILogger logger, int partition, long lost, long fromOffset);
}
