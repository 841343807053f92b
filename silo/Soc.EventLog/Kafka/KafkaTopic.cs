using Confluent.Kafka;

namespace Soc.EventLog.Kafka;

/// <summary>What is asked of a topic before it is used.</summary>
internal static class KafkaTopic
{
    /// <summary>Number of partitions.</summary>
    /// <exception cref="InvalidOperationException">No broker answers, the login is refused, or the topic is not there; the message says what to do.</exception>
    public static int PartitionsOf(KafkaLogOptions options, string topic)
    {
        using var admin = new AdminClientBuilder(KafkaClients.Admin(options)).SetLogHandler(static (_, _) => { }).Build();
        TopicMetadata? found;
        try
        {
            found = admin.GetMetadata(topic, TimeSpan.FromMilliseconds(options.ConnectTimeoutMs)).Topics.Find(t => string.Equals(t.Topic, topic, StringComparison.Ordinal));
        }
        catch (KafkaException e)
        {
            throw new InvalidOperationException(
                $"No broker of {KafkaLogOptions.Section}:BootstrapServers '{options.BootstrapServers}' answers within {options.ConnectTimeoutMs} ms ({e.Error.Reason}): check address, SecurityProtocol and login.", e);
        }

        if (found is null || found.Error.IsError || found.Partitions.Count == 0)
        {
            var why = found is { Error.IsError: true } ? found.Error.Reason : "it has no partitions";
            throw new InvalidOperationException(
                $"The topic '{topic}' cannot be used ({why}): create it, with at least as many partitions as silos' cores, and retention by time or size that outlasts the longest stop: kafka-topics.sh --create --topic {topic} --partitions 32 --config retention.ms=1209600000 …");
        }

        return found.Partitions.Count;
    }
}
