using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Soc.EventLog.Codec;

namespace Soc.EventLog.Kafka;

/// <summary>Appends to the event log in a Kafka topic: one message an entry, in the log's own codec, the partition chosen by us.</summary>
public sealed class KafkaLogWriter : IEventLogWriter, IDisposable
{
    private readonly KafkaSender _sender;

    private KafkaLogWriter(KafkaLogOptions options, OffsetRange[] ranges, ILogger logger)
    {
        _sender = new KafkaSender(options, options.EventsTopic, ranges, logger);
        PartitionCount = ranges.Length;
    }

    public int PartitionCount { get; }

    /// <summary>Connects and looks at the topic.</summary>
    /// <exception cref="InvalidOperationException">No broker answers, the login is refused, or the topic is not there; the message says what to do.</exception>
    public static KafkaLogWriter Open(KafkaLogOptions options, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Over(options, OffsetRange.Of(KafkaTopic.PartitionsOf(options, options.EventsTopic)), logger);
    }

    /// <summary>A writer that tells what it sees of the partitions' ends.</summary>
    internal static KafkaLogWriter Over(KafkaLogOptions options, OffsetRange[] ranges, ILogger logger) => new(options, ranges, logger);

    public async ValueTask AppendAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        cancellationToken.ThrowIfCancellationRequested();
        if (entries.Count > 0)
        {
            await Send(entries).WaitAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _sender.Dispose();

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
}
