using Confluent.Kafka;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>A source as it was understood, see <see cref="KafkaSourceReading"/>.</summary>
internal sealed class KafkaSource
{
    public required string Name { get; init; }

    public required string Client { get; init; }

    /// <summary>Null: recognised by content.</summary>
    public required string? Sourcetype { get; init; }

    public required IReadOnlyList<string> Topics { get; init; }

    public required KafkaMessageFormat Format { get; init; }

    public required KafkaStart Start { get; init; }

    public required bool IsEventHubs { get; init; }

    /// <summary>Holds the login: never written anywhere.</summary>
    public required ConsumerConfig Config { get; init; }

    public string GroupId => Config.GroupId;

    public string Servers => Config.BootstrapServers;

    /// <summary>The text without the login, should a broker or library ever repeat it.</summary>
    public string WithoutSecrets(string text) =>
        Config.SaslPassword is { Length: > 0 } password ? text.Replace(password, "***", StringComparison.Ordinal) : text;
}
