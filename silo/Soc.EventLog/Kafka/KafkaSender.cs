using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Soc.EventLog.Kafka;

/// <summary>Sends appends. A client that has met what it cannot go on from (a broker that lost acknowledged sequences) is replaced by a new one.</summary>
internal sealed partial class KafkaSender : IDisposable
{
    private readonly KafkaLogOptions _options;
    private readonly string _topic;
    private readonly OffsetRange[] _ranges;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private IProducer<byte[], byte[]> _producer;
    private long _pendingBytes;

    public KafkaSender(KafkaLogOptions options, string topic, OffsetRange[] ranges, ILogger logger)
    {
        _options = options;
        _topic = topic;
        _ranges = ranges;
        _logger = logger;
        _producer = Connect();
    }

    /// <summary>Completes when the brokers have all of them.</summary>
    /// <exception cref="EventLogBusyException">Nothing was taken.</exception>
    public Task Send(IReadOnlyList<(int Partition, Message<byte[], byte[]> Message)> messages)
    {
        var bytes = messages.Sum(m => (long)m.Message.Key.Length + m.Message.Value.Length);

        // One larger than the whole bound is let in when nothing else waits, or it would never get in.
        var pending = Interlocked.Add(ref _pendingBytes, bytes);
        if (pending > _options.MaxPendingBytes && pending != bytes)
        {
            Interlocked.Add(ref _pendingBytes, -bytes);
            throw new EventLogBusyException($"{pending - bytes} bytes wait for Kafka, the limit is {_options.MaxPendingBytes}: send again in a moment.");
        }

        var append = new KafkaAppend(messages.Count, bytes, b => Interlocked.Add(ref _pendingBytes, -b));
        var producer = Volatile.Read(ref _producer);
        for (var i = 0; i < messages.Count; i++)
        {
            try
            {
                producer.Produce(new TopicPartition(_topic, messages[i].Partition), messages[i].Message, report => Delivered(append, producer, report));
            }
            catch (KafkaException e)
            {
                ReplaceIfFatal(producer, e.Error);
                append.NotSent(messages.Count - i, e.Error);
                break;
            }
        }

        return append.Done;
    }

    public void Dispose()
    {
        _producer.Flush(TimeSpan.FromMilliseconds(_options.AppendTimeoutMs));
        _producer.Dispose();
    }

    private IProducer<byte[], byte[]> Connect() => new ProducerBuilder<byte[], byte[]>(KafkaClients.Producer(_options))
        .SetLogHandler((_, m) => LogClient(_logger, m.Message))
        .SetErrorHandler((producer, e) => Failed(producer, e))
        .Build();

    private void Failed(IProducer<byte[], byte[]> producer, Error error)
    {
        LogClient(_logger, error.Reason);
        ReplaceIfFatal(producer, error);
    }

    private void Delivered(KafkaAppend append, IProducer<byte[], byte[]> producer, DeliveryReport<byte[], byte[]> report)
    {
        if (report.Error.IsError)
        {
            ReplaceIfFatal(producer, report.Error);
        }
        else
        {
            _ranges[report.Partition.Value].SeenEnd(report.Offset.Value + 1);
        }

        append.Delivered(report.Error);
    }

    private void ReplaceIfFatal(IProducer<byte[], byte[]> failed, Error error)
    {
        if (!error.IsFatal)
        {
            return;
        }

        lock (_gate)
        {
            if (!ReferenceEquals(_producer, failed))
            {
                return;
            }

            Volatile.Write(ref _producer, Connect());
        }

        // On another thread: this one may be the client's own, which its disposal waits for.
        _ = Task.Run(failed.Dispose);
    }

    [LoggerMessage(41, LogLevel.Warning, "Kafka: {Message}")]
    private static partial void LogClient(ILogger logger, string message);
}
