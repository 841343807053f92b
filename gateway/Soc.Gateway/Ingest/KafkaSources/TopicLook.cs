using Confluent.Kafka;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>
/// Looks now and then at which topics there are, while something is wrong with them: a topic that is there by now may be read by another
/// member of the group, so that nothing else would tell; and an expression that no topic matches is no error to the brokers.
/// </summary>
internal sealed class TopicLook(IConsumer<Ignore, byte[]?> consumer, KafkaSource source, KafkaSourceHealth health, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5);

    private readonly bool _hasPatterns = source.Topics.Any(t => t.StartsWith('^'));
    private long _looked = time.GetTimestamp();

    public void LookIfDue(bool hasPartitions)
    {
        if (time.GetElapsedTime(_looked) < Every || !(health.HasTopicTrouble || (_hasPatterns && !hasPartitions)))
        {
            return;
        }

        _looked = time.GetTimestamp();
        try
        {
            using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
            Compare([.. admin.GetMetadata(AnswerPatience).Topics.Where(t => !t.Error.IsError).Select(t => t.Topic)]);
        }
        catch (KafkaException)
        {
            // Nobody answers, which health says already.
        }
    }

    private void Compare(HashSet<string> there)
    {
        foreach (var topic in source.Topics)
        {
            if (topic.StartsWith('^') ? there.Any(t => KafkaSourceReading.Matches(topic, t)) : there.Contains(topic))
            {
                health.TopicWorks(topic);
            }
            else if (topic.StartsWith('^'))
            {
                var trouble = $"no topic on {source.Servers} matches '{topic}' that the login may see: correct Topics, or give it the right Describe; it is looked for again every 30 seconds";
                if (health.TopicFails(topic, trouble))
                {
                    KafkaSourceLog.Trouble(logger, source.Name, trouble);
                }
            }
        }
    }
}
