namespace Soc.EventLog.Kafka;

/// <summary>Configuration section "Soc:Kafka". For Event Hubs: port 9093, SaslSsl, Plain, user name "$ConnectionString", the connection string as password. Without BootstrapServers Kafka is not used.</summary>
public sealed record KafkaLogOptions : KafkaConnectionOptions
{
    public const string Section = "Soc:Kafka";

    /// <summary>Topic of the events; its number of partitions is the log's.</summary>
    public string EventsTopic { get; init; } = "soc.events";

    /// <summary>Consumer group that the silos commit what is checkpointed under: lag tools read it.</summary>
    public string GroupId { get; init; } = "soc-silos";

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
