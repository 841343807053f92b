using Confluent.Kafka;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>Messages that are appended together, and the positions that they lead to.</summary>
internal sealed class KafkaBatch
{
    private readonly Dictionary<TopicPartition, long> _next = [];

    public List<KafkaMessage> Messages { get; } = [];

    /// <summary>Where each partition goes on, once the batch is durable.</summary>
    public IReadOnlyDictionary<TopicPartition, long> Next => _next;

    public void Add(in KafkaMessage message)
    {
        Messages.Add(message);
        _next[message.At] = message.Offset + 1;
    }

    public bool IsOf(IReadOnlySet<TopicPartition> partitions) => _next.Keys.Any(partitions.Contains);

    /// <summary>These partitions are another's now: their positions are no more ours to say.</summary>
    public void Forget(IReadOnlySet<TopicPartition> gone)
    {
        foreach (var at in gone)
        {
            _next.Remove(at);
        }
    }
}
