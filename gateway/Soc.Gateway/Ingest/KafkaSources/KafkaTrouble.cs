using Confluent.Kafka;
using ErrorCode = Confluent.Kafka.ErrorCode;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>Errors of the client library as sentences that say what to do.</summary>
internal static class KafkaTrouble
{
    /// <summary>What keeps the brokers from being used, or null when the error is about something else.</summary>
    /// <param name="lastFailure">How the last connection failed, or null.</param>
    /// <param name="isCause">It is why, rather than that they are away.</param>
    public static string? OfConnection(Error error, KafkaSource source, string? lastFailure, out bool isCause)
    {
        var reason = Reason(error, source);
        isCause = error.Code != ErrorCode.Local_AllBrokersDown;
        return error.Code switch
        {
            ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism or ErrorCode.IllegalSaslState =>
                source.IsEventHubs
                    ? $"the login is refused ({reason}): check SharedAccessKeyName and SharedAccessKey of the connection string, and that the policy has the right Listen; it is tried again"
                    : $"the login is refused ({reason}): check SaslMechanism, SaslUsername and SaslPassword; it is tried again",
            ErrorCode.Local_Ssl => $"TLS with {source.Servers} fails ({reason}): check SecurityProtocol, SslCaLocation, and that the certificate is of that name; it is tried again",
            ErrorCode.Local_Resolve => $"a name in {source.Servers} is not found ({reason}): check BootstrapServers and the name server; it is tried again",
            ErrorCode.Local_AllBrokersDown =>
                $"no broker of {source.Servers} answers ({lastFailure ?? reason}): check that they run, the firewall, and SecurityProtocol; what they keep is read when they are back",
            _ => null,
        };
    }

    /// <summary>What keeps a topic from being read, or null when the error is about something else.</summary>
    public static string? OfTopic(Error error, string topic, KafkaSource source) => error.Code switch
    {
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition or ErrorCode.TopicException =>
            $"the topic '{topic}' does not exist on {source.Servers}: create it, or correct Topics; it is looked for again every 30 seconds",
        ErrorCode.TopicAuthorizationFailed => $"the login may not read the topic '{topic}': give it the rights Describe and Read; it is tried again",
        _ => null,
    };

    /// <summary>What keeps the group from being joined, or null when the error is about something else.</summary>
    public static string? OfGroup(Error error, KafkaSource source) => error.Code switch
    {
        ErrorCode.GroupAuthorizationFailed => $"the login may not use the group '{source.GroupId}': give it the right Read for the group, or set a GroupId that it may use; it is tried again",
        ErrorCode.InconsistentGroupProtocol =>
            $"other consumers in the group '{source.GroupId}' share partitions in another way: set a GroupId that is only ours; it is tried again",
        _ => null,
    };

    public static string Reason(Error error, KafkaSource source) => source.WithoutSecrets(error.Reason).TrimEnd('.', ' ');
}
