using System.Text;
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

    private readonly KafkaSender _sender;
    private readonly KafkaFetcher _fetcher;
    private readonly OffsetRange[] _ranges;
    private readonly StringTable[] _strings;
    private readonly ILogger _logger;

    private KafkaEventLog(KafkaSender sender, KafkaFetcher fetcher, OffsetRange[] ranges, ILogger logger)
    {
        _sender = sender;
        _fetcher = fetcher;
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
        OffsetRange[] ranges = [.. Enumerable.Range(0, KafkaTopic.PartitionsOf(options)).Select(_ => new OffsetRange())];
        KafkaFetcher fetcher;
        try
        {
            fetcher = new KafkaFetcher(options, ranges, time, logger);
        }
        catch (KafkaException e)
        {
            throw new InvalidOperationException($"The ends of topic '{options.EventsTopic}' cannot be read ({e.Error.Reason}): check that this login may read it, and that all its partitions have a leader.", e);
        }

        return new KafkaEventLog(new KafkaSender(options, ranges, logger), fetcher, ranges, logger);
    }

    public async ValueTask AppendAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        cancellationToken.ThrowIfCancellationRequested();
        if (entries.Count > 0)
        {
            await Send(entries).WaitAsync(cancellationToken);
        }
    }

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

    public void Commit(int partition, long offset) => _fetcher.Commit(partition, offset);

    public long EndOffset(int partition) => _ranges[partition].End;

    public long StartOffset(int partition) => _ranges[partition].Start;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        _sender.Dispose();
        _fetcher.Dispose();
    }

    // For whoever else reads the topic: the client and the entity that the partition was chosen by.
    private static byte[] KeyOf(LogEntry entry) =>
        Encoding.UTF8.GetBytes(entry.Event is { } e ? $"{e.Client}/{Partitioner.EntityOf(e)}" : $"{entry.Receipt!.Client}/");

    private Task Send(IReadOnlyList<LogEntry> entries)
    {
        var messages = new (int Partition, Message<byte[], byte[]> Message)[entries.Count];
        var writer = new FieldWriter();
        for (var i = 0; i < entries.Count; i++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)entries[i].Partition, (uint)PartitionCount, nameof(entries));
            writer.Clear();
            EventCodec.Write(writer, entries[i]);
            messages[i] = (entries[i].Partition, new Message<byte[], byte[]> { Key = KeyOf(entries[i]), Value = writer.Written.ToArray() });
        }

        return _sender.Send(messages);
    }

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
