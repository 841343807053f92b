using Soc.EventLog.Kafka;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>One source: topics of one cluster that belong to one client. Which client it is, is said here and never by a message.</summary>
public sealed record KafkaSourceOptions : KafkaConnectionOptions
{
    /// <summary>Short name for health, metrics and the group: letters, digits, '.', '_' and '-'.</summary>
    public string Name { get; init; } = "";

    /// <summary>
    /// Instead of brokers and login: the connection string of an Event Hub or its namespace
    /// ("Endpoint=sb://NAME.servicebus.windows.net/;SharedAccessKeyName=…;SharedAccessKey=…;EntityPath=…").
    /// </summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>Topics by name, or by a regular expression that begins with '^'; with EntityPath in the connection string it is that hub.</summary>
    public List<string> Topics { get; init; } = [];

    /// <summary>Consumer group; empty: "soc-" and the name.</summary>
    public string GroupId { get; init; } = "";

    /// <summary>Client whose events these are.</summary>
    public string Client { get; init; } = "";

    /// <summary>Sourcetype of all records; empty: recognised by content.</summary>
    public string Sourcetype { get; init; } = "";

    /// <summary>"auto", "records", "lines" or "json".</summary>
    public string Format { get; init; } = "auto";

    /// <summary>"earliest" or "latest": where a partition is begun that the group has no position in, new partitions included.</summary>
    public string Start { get; init; } = "earliest";

    // The connection string holds a key: as text, a source is its name.
    protected override bool PrintMembers(System.Text.StringBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Append("Name = ").Append(Name);
        return true;
    }
}
