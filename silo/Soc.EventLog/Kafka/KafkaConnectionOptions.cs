using System.Text;

namespace Soc.EventLog.Kafka;

/// <summary>How brokers are reached. As text it names the brokers only: a password is never written anywhere.</summary>
public abstract record KafkaConnectionOptions
{
    /// <summary>"host:port,host:port".</summary>
    public string BootstrapServers { get; init; } = "";

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

    protected virtual bool PrintMembers(StringBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Append("BootstrapServers = ").Append(BootstrapServers);
        return true;
    }
}
