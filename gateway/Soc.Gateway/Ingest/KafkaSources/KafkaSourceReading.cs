using System.Text.RegularExpressions;
using Confluent.Kafka;
using Soc.EventLog.Kafka;
using Soc.Parsing;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>Understands the settings of sources, or says what to change in them. Passwords and connection strings are in no message.</summary>
internal static partial class KafkaSourceReading
{
    /// <exception cref="InvalidOperationException">A setting makes no sense; the message says which source, why and what to do.</exception>
    public static IReadOnlyList<KafkaSource> Read(KafkaIngestOptions options, SourceCatalog catalog)
    {
        options.CheckLimits();
        var sources = new List<KafkaSource>();
        for (var i = 0; i < options.Sources.Count; i++)
        {
            var where = $"{KafkaIngestOptions.Section}:Sources:{i}";
            var source = ReadOne(options.Sources[i], where, catalog);
            source.Config.SessionTimeoutMs = options.SessionTimeoutMs;
            foreach (var other in sources)
            {
                CheckApart(source, other, where);
            }

            sources.Add(source);
        }

        return sources;
    }

    private static KafkaSource ReadOne(KafkaSourceOptions o, string where, SourceCatalog catalog)
    {
        if (!NameShape().IsMatch(o.Name))
        {
            throw Bad(where, $"Name is '{o.Name}': give a short one of letters, digits, '.', '_' and '-', for health and metrics");
        }

        if (string.IsNullOrWhiteSpace(o.Client))
        {
            throw Bad(where, $"the source '{o.Name}' has no Client: say whose events these are");
        }

        if (o.Sourcetype.Length > 0 && !catalog.Knows(o.Sourcetype))
        {
            throw Bad(where, $"Sourcetype '{o.Sourcetype}' is not known: leave it out, so that records are recognised by content, or use one of {string.Join(", ", catalog.Sourcetypes)}");
        }

        var hub = ReadConnectionString(o, where);
        var config = ReadConnection(o, hub, where);
        config.GroupId = o.GroupId.Length > 0 ? o.GroupId : $"soc-{o.Name}";
        return new KafkaSource
        {
            Name = o.Name,
            Client = o.Client,
            Sourcetype = o.Sourcetype.Length > 0 ? o.Sourcetype : null,
            Topics = ReadTopics(o, hub, where),
            Format = Choose<KafkaMessageFormat>(o.Format, $"{where}:{nameof(o.Format)}"),
            Start = Choose<KafkaStart>(o.Start, $"{where}:{nameof(o.Start)}"),
            IsEventHubs = hub is not null,
            Config = config,
        };
    }

    private static EventHubsConnectionString? ReadConnectionString(KafkaSourceOptions o, string where)
    {
        if (o.ConnectionString.Length == 0)
        {
            return null;
        }

        return o.BootstrapServers.Length + o.SaslUsername.Length + o.SaslPassword.Length == 0
            ? EventHubsConnectionString.Parse(o.ConnectionString, $"{where}:{nameof(o.ConnectionString)}")
            : throw Bad(where, "ConnectionString says brokers and login already: leave BootstrapServers, SaslUsername and SaslPassword out, or leave it out");
    }

    private static ConsumerConfig ReadConnection(KafkaSourceOptions o, EventHubsConnectionString? hub, string where)
    {
        var said = hub is null ? o : o with
        {
            BootstrapServers = $"{hub.Host}:{EventHubsConnectionString.Port}",
            SecurityProtocol = nameof(SecurityProtocol.SaslSsl),
            SaslMechanism = nameof(SaslMechanism.Plain),
            SaslUsername = EventHubsConnectionString.UserName,
            SaslPassword = o.ConnectionString,
        };
        CheckServers(said.BootstrapServers, where);
        foreach (var (name, path) in ((string, string)[])[(nameof(o.SslCaLocation), o.SslCaLocation), (nameof(o.SslCertificateLocation), o.SslCertificateLocation), (nameof(o.SslKeyLocation), o.SslKeyLocation)])
        {
            if (path.Length > 0 && !File.Exists(path))
            {
                throw Bad(where, $"{name} is '{path}', and no such file is there: correct the path");
            }
        }

        var config = Consumer();
        KafkaConnection.Connect(config, said, where);
        CheckLogin(config, said, where);
        if (hub is not null)
        {
            // Event Hubs drops connections that are quiet for four minutes, without a word.
            config.ConnectionsMaxIdleMs = 180_000;
        }

        return config;
    }

    /// <summary>
    /// Offsets are stored by us, after the append, and go to the brokers every second. A position that is not there is an error, never
    /// a silent jump: what retention removed must be counted.
    /// </summary>
    private static ConsumerConfig Consumer() => new()
    {
        EnableAutoCommit = true,
        AutoCommitIntervalMs = 1000,
        EnableAutoOffsetStore = false,
        AutoOffsetReset = AutoOffsetReset.Error,
        PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
        AllowAutoCreateTopics = false,
        TopicMetadataRefreshIntervalMs = 30_000,
        SocketKeepaliveEnable = true,
        QueuedMaxMessagesKbytes = 16 * 1024,

        // Questions wait behind a fetch that waits for messages.
        FetchWaitMaxMs = 100,
        StatisticsIntervalMs = 2_000,
        ConsumeResultFields = "topic,timestamp",
    };

    private static void CheckServers(string servers, string where)
    {
        if (servers.Length == 0)
        {
            throw Bad(where, "it has neither BootstrapServers (host:port,host:port) nor ConnectionString (of an Event Hub): say where the messages are");
        }

        if (servers.Split(',').FirstOrDefault(s => !ServerShape().IsMatch(s.Trim())) is { } odd)
        {
            throw Bad(where, $"'{odd}' in BootstrapServers is no host:port, such as kafka1.example.com:9092,kafka2.example.com:9092");
        }
    }

    private static void CheckLogin(ConsumerConfig config, KafkaConnectionOptions said, string where)
    {
        var hasLogin = said.SaslUsername.Length > 0 && said.SaslPassword.Length > 0;
        var isSasl = config.SecurityProtocol is SecurityProtocol.SaslPlaintext or SecurityProtocol.SaslSsl;
        if (isSasl && config.SaslMechanism is not (SaslMechanism.Plain or SaslMechanism.ScramSha256 or SaslMechanism.ScramSha512))
        {
            throw Bad(where, $"SaslMechanism is '{said.SaslMechanism}': use Plain, ScramSha256 or ScramSha512");
        }

        if (isSasl && !hasLogin)
        {
            throw Bad(where, $"SecurityProtocol '{said.SecurityProtocol}' logs in, and SaslUsername or SaslPassword is missing: give both");
        }

        if (!isSasl && said.SaslUsername.Length + said.SaslPassword.Length > 0)
        {
            throw Bad(where, $"SaslUsername or SaslPassword is given, and SecurityProtocol '{said.SecurityProtocol}' does not log in: use SaslSsl (or SaslPlaintext)");
        }
    }

    private static IReadOnlyList<string> ReadTopics(KafkaSourceOptions o, EventHubsConnectionString? hub, string where)
    {
        if (hub?.EntityPath is { } path)
        {
            return o.Topics.Count == 0 || (o.Topics.Count == 1 && string.Equals(o.Topics[0], path, StringComparison.Ordinal))
                ? [path]
                : throw Bad(where, $"ConnectionString is of the one hub '{path}', and Topics names others: leave Topics out, or use a connection string of the namespace");
        }

        if (o.Topics.Count == 0)
        {
            throw Bad(where, "Topics is empty: name the topics (Topics:0, Topics:1 …), or one regular expression that begins with '^'");
        }

        foreach (var topic in o.Topics)
        {
            if (topic.StartsWith('^') ? !IsPattern(topic) : !TopicShape().IsMatch(topic))
            {
                throw Bad(where, $"'{topic}' in Topics is neither a topic's name nor a regular expression that begins with '^': one topic an entry");
            }
        }

        return [.. o.Topics.Distinct(StringComparer.Ordinal)];
    }

    private static void CheckApart(KafkaSource source, KafkaSource other, string where)
    {
        if (string.Equals(source.Name, other.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw Bad(where, $"the Name '{source.Name}' is another source's too: give each its own");
        }

        if (string.Equals(source.GroupId, other.GroupId, StringComparison.Ordinal) && string.Equals(source.Servers, other.Servers, StringComparison.OrdinalIgnoreCase)
            && source.Topics.FirstOrDefault(t => other.Topics.Any(o => AreOne(t, o))) is { } shared)
        {
            throw Bad(where, $"'{source.Name}' and '{other.Name}' read the topic '{shared}' as one group '{source.GroupId}', so that each would get a part of it: give one of them another GroupId, or remove it");
        }
    }

    private static bool AreOne(string a, string b) =>
        string.Equals(a, b, StringComparison.Ordinal) || (a.StartsWith('^') && !b.StartsWith('^') && Matches(a, b)) || (b.StartsWith('^') && !a.StartsWith('^') && Matches(b, a));

    /// <summary>True when a topic's name is meant by one of our '^' expressions; brokers' and our dialect agree on what is usual in names.</summary>
    public static bool Matches(string pattern, string topic)
    {
        try
        {
            return Regex.IsMatch(topic, pattern, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static bool IsPattern(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static T Choose<T>(string text, string setting)
        where T : struct, Enum =>
        Array.Find(Enum.GetValues<T>(), v => v.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)) is var found && Enum.IsDefined(found)
            ? found
            : throw new InvalidOperationException($"{setting} is '{text}': use one of {string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant()))}.");

    private static InvalidOperationException Bad(string where, string why) => new($"{where}: {why}.");

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameShape();

    [GeneratedRegex("^[A-Za-z0-9._-]{1,249}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TopicShape();

    [GeneratedRegex(@"^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ServerShape();
}
