namespace Soc.CaptureAgent.Settings;

/// <summary>Configuration section "Soc:Capture:Kafka".</summary>
public sealed record KafkaOptions
{
    /// <summary>Brokers as host:port with commas; empty: events go to the gateway.</summary>
    public string BootstrapServers { get; init; } = "";

    /// <summary>Topic that a Kafka source of the gateway reads with the sourcetype "soc:capture".</summary>
    public string Topic { get; init; } = "soc.capture";

    /// <summary>Anything else that librdkafka knows ("security.protocol", "sasl.username" ...).</summary>
    public IReadOnlyDictionary<string, string> Client { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public bool IsConfigured => BootstrapServers.Length > 0;
}
