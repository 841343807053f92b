using Confluent.Kafka;

namespace Soc.EventLog.Kafka;

/// <summary>Configurations of Kafka clients from our options.</summary>
internal static class KafkaClients
{
    /// <summary>Every message is acknowledged by all replicas in sync, once, and in order.</summary>
    public static ProducerConfig Producer(KafkaLogOptions options)
    {
        var config = new ProducerConfig
        {
            EnableIdempotence = true,
            Acks = Acks.All,
            LingerMs = options.LingerMs,
            MessageTimeoutMs = options.AppendTimeoutMs,
            CompressionType = KafkaConnection.Parse<CompressionType>(options.Compression, $"{KafkaLogOptions.Section}:{nameof(options.Compression)}"),

            // Our own bound comes first: an append is refused as a whole, not in the middle.
            QueueBufferingMaxKbytes = (int)Math.Clamp((options.MaxPendingBytes / 1024 * 2) + 1024, 1, int.MaxValue),
            QueueBufferingMaxMessages = 0,
        };
        KafkaConnection.Connect(config, options, KafkaLogOptions.Section);
        return config;
    }

    /// <summary>For the messages. Positions are said by us: one that is not there any more is an error, never a silent jump.</summary>
    public static ConsumerConfig Consumer(KafkaLogOptions options)
    {
        var config = new ConsumerConfig
        {
            // Asked for by the client, and not joined: partitions are assigned by us.
            GroupId = options.GroupId,
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Error,
            IsolationLevel = IsolationLevel.ReadCommitted,
            FetchWaitMaxMs = 100,
            EnablePartitionEof = false,
            QueuedMaxMessagesKbytes = 16 * 1024,
        };
        KafkaConnection.Connect(config, options, KafkaLogOptions.Section);
        return config;
    }

    /// <summary>
    /// For the group that shares the partitions. It reads no messages; what is checkpointed is stored for the group, and goes to the brokers
    /// every second: lag tools read it, we do not.
    /// </summary>
    public static ConsumerConfig Member(KafkaLogOptions options)
    {
        var config = new ConsumerConfig
        {
            GroupId = options.GroupId,
            PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
            SessionTimeoutMs = options.SessionTimeoutMs,
            HeartbeatIntervalMs = Math.Max(500, options.SessionTimeoutMs / 5),
            EnableAutoCommit = true,
            AutoCommitIntervalMs = 1000,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Latest,
            QueuedMaxMessagesKbytes = 1024,
        };
        KafkaConnection.Connect(config, options, KafkaLogOptions.Section);
        return config;
    }

    public static AdminClientConfig Admin(KafkaLogOptions options)
    {
        var config = new AdminClientConfig();
        KafkaConnection.Connect(config, options, KafkaLogOptions.Section);
        return config;
    }
}
