namespace Soc.Gateway.Ingest.KafkaSources;

internal static partial class KafkaSourceLog
{
    [LoggerMessage(EventId = 2220, Level = LogLevel.Information, Message = "Kafka source '{Source}' reads {Topics} of {Servers} for client '{Client}', group '{Group}'.")]
    public static partial void Reads(ILogger logger, string source, string topics, string servers, string client, string group);

    [LoggerMessage(EventId = 2221, Level = LogLevel.Warning, Message = "Kafka source '{Source}': {Trouble}.")]
    public static partial void Trouble(ILogger logger, string source, string trouble);

    [LoggerMessage(EventId = 2222, Level = LogLevel.Information, Message = "Kafka source '{Source}': the brokers answer again.")]
    public static partial void Connected(ILogger logger, string source);

    [LoggerMessage(EventId = 2223, Level = LogLevel.Warning, Message = "Kafka source '{Source}': {Count} messages of {Partition} were lost, since {Why}.")]
    public static partial void Lost(ILogger logger, string source, long count, string partition, string why);

    [LoggerMessage(EventId = 2224, Level = LogLevel.Information, Message = "Kafka source '{Source}': {Partition}, which the group has no position in, is read from {Where}.")]
    public static partial void Begins(ILogger logger, string source, string partition, string where);

    [LoggerMessage(EventId = 2225, Level = LogLevel.Warning, Message = "Kafka source '{Source}': positions were not committed before partitions went ({Why}); what was appended comes again there, and is known by its ids.")]
    public static partial void NotCommitted(ILogger logger, string source, string why);

    [LoggerMessage(EventId = 2226, Level = LogLevel.Error, Message = "Kafka source '{Source}' failed and begins again in {Seconds} s.")]
    public static partial void Failed(ILogger logger, string source, double seconds, Exception failure);

    [LoggerMessage(EventId = 2227, Level = LogLevel.Error, Message = "Kafka source '{Source}': records could not be appended; they are tried again.")]
    public static partial void AppendFailed(ILogger logger, string source, Exception failure);

    [LoggerMessage(EventId = 2228, Level = LogLevel.Debug, Message = "Kafka source '{Source}': {Message}")]
    public static partial void Client(ILogger logger, string source, string message);
}
