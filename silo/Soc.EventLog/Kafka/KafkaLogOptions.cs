namespace Soc.EventLog.Kafka;

/// <summary>Configuration section "Soc:Kafka". For Event Hubs: port 9093, SaslSsl, Plain, user name "$ConnectionString", the connection string as password.</summary>
public sealed record KafkaLogOptions
{
    public const string Section = "Soc:Kafka";

    /// <summary>"host:port,host:port"; empty: Kafka is not used.</summary>
    public string BootstrapServers { get; init; } = "";

    /// <summary>Topic of the events; its number of partitions is the log's.</summary>
    public string EventsTopic { get; init; } = "soc.events";

    /// <summary>Consumer group by which the silos share the partitions, and commit what is checkpointed: lag tools read it.</summary>
    public string GroupId { get; init; } = "soc-silos";

    /// <summary>A silo that the group has not heard of for so long loses its partitions to the others, milliseconds; brokers allow 6,000 and more by default.</summary>
    public int SessionTimeoutMs { get; init; } = 6_000;

    /// <summary>How long a partition that goes to another silo waits for what is under way and its checkpoint, milliseconds.</summary>
    public int HandBackTimeoutMs { get; init; } = 20_000;

    /// <summary>"Plaintext", "Ssl", "SaslPlaintext" or "SaslSsl".</summary>
    public string SecurityProtocol { get; init; } = "Plaintext";

    /// <summary>"Plain", "ScramSha256" or "ScramSha512"; used with the Sasl protocols.</summary>
    public string SaslMechanism { get; init; } = "Plain";

    public string SaslUsername { get; init; } = "";

    public string SaslPassword { get; init; } = "";

    /// <summary>PEM file of the authorities that brokers are checked against; empty: the system's.</summary>
    public string SslCaLocation { get; init; } = "";

    /// <summary>PEM file of this client's certificate; empty: none is shown.</summary>
    public string SslCertificateLocation { get; init; } = "";

    /// <summary>PEM file of the key of <see cref="SslCertificateLocation"/>.</summary>
    public string SslKeyLocation { get; init; } = "";

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
