namespace Soc.EventLog.Kafka;

/// <summary>Configuration section "Soc:Kafka". For Event Hubs: port 9093, SaslSsl, Plain, user name "$ConnectionString", the connection string as password. Without BootstrapServers Kafka is not used.</summary>
public sealed record KafkaLogOptions : KafkaConnectionOptions
{
    public const string Section = "Soc:Kafka";

    /// <summary>Topic of the events; its number of partitions is the log's.</summary>
    public string EventsTopic { get; init; } = "soc.events";

    /// <summary>Topic of the records that could not be parsed; its first partition is used, so that they have one order.</summary>
    public string DeadLettersTopic { get; init; } = "soc.dead-letters";

    /// <summary>Consumer group by which the silos share the partitions, and commit what is checkpointed: lag tools read it.</summary>
    public string GroupId { get; init; } = "soc-silos";

    /// <summary>A silo that the group has not heard of for so long loses its partitions to the others, milliseconds; brokers allow 6,000 and more by default.</summary>
    public int SessionTimeoutMs { get; init; } = 6_000;

    /// <summary>How long a partition that goes to another silo waits for what is under way and its checkpoint, milliseconds.</summary>
    public int HandBackTimeoutMs { get; init; } = 20_000;

    /// <summary>"None", "Gzip", "Snappy", "Lz4" or "Zstd".</summary>
    public string Compression { get; init; } = "Lz4";

    /// <summary>Most bytes that wait for the brokers; beyond it, appends are refused as busy.</summary>
    public long MaxPendingBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>An append that no broker took within this time fails, milliseconds.</summary>
    public int AppendTimeoutMs { get; init; } = 30_000;

    /// <summary>How long the producer waits for more to send together, milliseconds.</summary>
    public double LingerMs { get; init; } = 2;

    /// <summary>Most entries read ahead of the pump, per partition; then its fetching pauses.</summary>
    public int MaxReadAheadEntries { get; init; } = 4096;

    /// <summary>How long an answer of the brokers is waited for at the start, milliseconds.</summary>
    public int ConnectTimeoutMs { get; init; } = 15_000;
}
