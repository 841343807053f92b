namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>What Kafka needs to know of an Event Hubs connection string. Nothing of it is ever in a message: it holds a key.</summary>
internal sealed class EventHubsConnectionString
{
    /// <summary>User name that tells Event Hubs that the password is a connection string.</summary>
    public const string UserName = "$ConnectionString";

    /// <summary>Port of Event Hubs' Kafka protocol.</summary>
    public const int Port = 9093;

    private const string Shape = "Endpoint=sb://NAME.servicebus.windows.net/;SharedAccessKeyName=…;SharedAccessKey=…;EntityPath=…";

    private EventHubsConnectionString(string host, string? entityPath)
    {
        Host = host;
        EntityPath = entityPath;
    }

    public string Host { get; }

    /// <summary>The hub, which is the topic; null for a namespace's string.</summary>
    public string? EntityPath { get; }

    /// <param name="setting">Name of the setting, for messages.</param>
    /// <exception cref="InvalidOperationException">It is none; the message says what is missing, and none of its text.</exception>
    public static EventHubsConnectionString Parse(string text, string setting)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !parts.TryAdd(part[..equals].Trim(), part[(equals + 1)..].Trim()))
            {
                throw Bad(setting, "a part of it is no Key=Value, or a key is there twice");
            }
        }

        if (!parts.TryGetValue("Endpoint", out var endpoint) || !Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
            || !uri.Scheme.Equals("sb", StringComparison.OrdinalIgnoreCase) || uri.Host.Length == 0)
        {
            throw Bad(setting, "it has no Endpoint=sb://…/");
        }

        var hasKey = Has(parts, "SharedAccessKeyName") && Has(parts, "SharedAccessKey");
        if (!hasKey && !Has(parts, "SharedAccessSignature"))
        {
            throw Bad(setting, "it has no SharedAccessKeyName with SharedAccessKey");
        }

        return new EventHubsConnectionString(uri.Host, parts.TryGetValue("EntityPath", out var path) && path.Length > 0 ? path : null);
    }

    private static bool Has(Dictionary<string, string> parts, string key) => parts.TryGetValue(key, out var value) && value.Length > 0;

    private static InvalidOperationException Bad(string setting, string why) =>
        new($"{setting} is no Event Hubs connection string ({why}): copy it whole from the hub's shared access policies with the right Listen, as {Shape}");
}
