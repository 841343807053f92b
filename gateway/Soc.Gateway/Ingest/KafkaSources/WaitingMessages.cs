using Confluent.Kafka;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>Messages that were read and wait for the log, in order. For one thread.</summary>
internal sealed class WaitingMessages(KafkaIngestOptions limits)
{
    private Queue<KafkaMessage> _messages = new();
    private long _bytes;

    public int Count => _messages.Count;

    public bool IsFull => _messages.Count >= limits.MaxWaitingMessages || _bytes >= limits.MaxWaitingBytes;

    /// <summary>So few that reading is worth beginning again.</summary>
    public bool HasRoom => _messages.Count <= limits.MaxWaitingMessages / 2 && _bytes <= limits.MaxWaitingBytes / 2;

    public void Add(in KafkaMessage message)
    {
        _messages.Enqueue(message);
        _bytes += message.Bytes;
    }

    /// <summary>The next to append: at least one, if any waits.</summary>
    public KafkaBatch? Take()
    {
        if (_messages.Count == 0)
        {
            return null;
        }

        var batch = new KafkaBatch();
        var bytes = 0L;
        while (batch.Messages.Count < limits.MaxBatchMessages && _messages.TryPeek(out var next) && (bytes == 0 || bytes + next.Bytes <= limits.MaxBatchBytes))
        {
            batch.Add(_messages.Dequeue());
            bytes += next.Bytes;
        }

        _bytes -= bytes;
        return batch;
    }

    /// <summary>Forgets what belongs to partitions that are another's now: he reads it.</summary>
    public void Remove(IReadOnlySet<TopicPartition> gone)
    {
        _messages = new Queue<KafkaMessage>(_messages.Where(m => !gone.Contains(m.At)));
        _bytes = _messages.Sum(static m => (long)m.Bytes);
    }
}
