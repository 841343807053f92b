using Confluent.Kafka;

namespace Soc.EventLog.Kafka;

/// <summary>What every Kafka client of ours is told about the brokers.</summary>
public static class KafkaConnection
{
    /// <param name="section">Section that the options come from, for messages.</param>
    /// <exception cref="InvalidOperationException">A setting is none that there is; the message names those that are.</exception>
    public static void Connect(ClientConfig config, KafkaConnectionOptions options, string section)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(options);
        config.BootstrapServers = options.BootstrapServers;
        config.ClientId = "soc";
        config.SecurityProtocol = Parse<SecurityProtocol>(options.SecurityProtocol, $"{section}:{nameof(options.SecurityProtocol)}");
        if (config.SecurityProtocol is SecurityProtocol.SaslPlaintext or SecurityProtocol.SaslSsl)
        {
            config.SaslMechanism = Parse<SaslMechanism>(options.SaslMechanism, $"{section}:{nameof(options.SaslMechanism)}");
            config.SaslUsername = options.SaslUsername;
            config.SaslPassword = options.SaslPassword;
        }

        config.SslCaLocation = NullWhenEmpty(options.SslCaLocation);
        config.SslCertificateLocation = NullWhenEmpty(options.SslCertificateLocation);
        config.SslKeyLocation = NullWhenEmpty(options.SslKeyLocation);
    }

    internal static T Parse<T>(string text, string setting)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new InvalidOperationException($"{setting} is '{text}': use one of {string.Join(", ", Enum.GetNames<T>())}.");

    private static string? NullWhenEmpty(string text) => text.Length == 0 ? null : text;
}
