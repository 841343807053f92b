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
            CompressionType = Parse<CompressionType>(options.Compression, nameof(options.Compression)),

            // Our own bound comes first: an append is refused as a whole, not in the middle.
            QueueBufferingMaxKbytes = (int)Math.Clamp((options.MaxPendingBytes / 1024 * 2) + 1024, 1, int.MaxValue),
            QueueBufferingMaxMessages = 0,
        };
        Connect(config, options);
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
        Connect(config, options);
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
        Connect(config, options);
        return config;
    }

    public static AdminClientConfig Admin(KafkaLogOptions options)
    {
        var config = new AdminClientConfig();
        Connect(config, options);
        return config;
    }

    private static void Connect(ClientConfig config, KafkaLogOptions options)
    {
        config.BootstrapServers = options.BootstrapServers;
        config.ClientId = "soc";
        config.SecurityProtocol = Parse<SecurityProtocol>(options.SecurityProtocol, nameof(options.SecurityProtocol));
        if (config.SecurityProtocol is SecurityProtocol.SaslPlaintext or SecurityProtocol.SaslSsl)
        {
            config.SaslMechanism = Parse<SaslMechanism>(options.SaslMechanism, nameof(options.SaslMechanism));
            config.SaslUsername = options.SaslUsername;
            config.SaslPassword = options.SaslPassword;
        }

        config.SslCaLocation = NullWhenEmpty(options.SslCaLocation);
        config.SslCertificateLocation = NullWhenEmpty(options.SslCertificateLocation);
        config.SslKeyLocation = NullWhenEmpty(options.SslKeyLocation);
    }

    private static T Parse<T>(string text, string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new InvalidOperationException($"{KafkaLogOptions.Section}:{name} is '{text}': use one of {string.Join(", ", Enum.GetNames<T>())}.");

    private static string? NullWhenEmpty(string text) => text.Length == 0 ? null : text;
}
