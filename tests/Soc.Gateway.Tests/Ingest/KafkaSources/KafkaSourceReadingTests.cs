using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Soc.Gateway.Ingest.KafkaSources;
using Soc.Parsing;

namespace Soc.Gateway.Tests.Ingest.KafkaSources;

/// <summary>Settings are understood, or it is said what to change, and no secret with it.</summary>
public sealed class KafkaSourceReadingTests
{
    private const string Secret = "c2VjcmV0LWtleQ==";
    private const string HubString = $"Endpoint=sb://halden.servicebus.windows.net/;SharedAccessKeyName=soc;SharedAccessKey={Secret};EntityPath=insights-logs";

    private static readonly SourceCatalog Catalog = SourceCatalog.Load();
    private static readonly KafkaSourceOptions Good = new() { Name = "acme", BootstrapServers = "kafka1:9092, kafka2:9092", Topics = ["logs"], Client = "acme" };
    private static readonly KafkaSourceOptions Hub = new() { Name = "hub", ConnectionString = HubString, Client = "acme" };

    [Fact]
    public void Brokers_and_login()
    {
        var source = Read(Good with { SecurityProtocol = "saslssl", SaslMechanism = "ScramSha512", SaslUsername = "soc", SaslPassword = Secret, Sourcetype = "azure:aad:signin", Format = "Records", Start = "LATEST" });
        source.Config.SecurityProtocol.ShouldBe(SecurityProtocol.SaslSsl);
        source.Config.SaslMechanism.ShouldBe(SaslMechanism.ScramSha512);
        source.Config.SaslUsername.ShouldBe("soc");
        source.Config.SaslPassword.ShouldBe(Secret);
        source.Config.AllowAutoCreateTopics.ShouldBe(false);
        (source.GroupId, source.Format, source.Start, source.IsEventHubs).ShouldBe(("soc-acme", KafkaMessageFormat.Records, KafkaStart.Latest, false));
    }

    [Fact]
    public void An_event_hub_by_its_connection_string_alone()
    {
        var source = Read(Hub);
        source.Servers.ShouldBe("halden.servicebus.windows.net:9093");
        source.Config.SecurityProtocol.ShouldBe(SecurityProtocol.SaslSsl);
        source.Config.SaslMechanism.ShouldBe(SaslMechanism.Plain);
        source.Config.SaslUsername.ShouldBe("$ConnectionString");
        source.Config.SaslPassword.ShouldBe(HubString);
        source.Topics.ShouldBe(["insights-logs"]);
        source.GroupId.ShouldBe("soc-hub");
        Read(Hub with { ConnectionString = HubString.Replace(";EntityPath=insights-logs", "", StringComparison.Ordinal), Topics = ["^insights-.*"] }).Topics.ShouldBe(["^insights-.*"]);
    }

    [Fact]
    public void As_the_environment_gives_it()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Soc:Ingest:Kafka:MaxBatchMessages"] = "7",
            ["Soc:Ingest:Kafka:Sources:0:Name"] = "hub",
            ["Soc:Ingest:Kafka:Sources:0:ConnectionString"] = HubString,
            ["Soc:Ingest:Kafka:Sources:0:Client"] = "acme",
            ["Soc:Ingest:Kafka:Sources:1:Name"] = "logs",
            ["Soc:Ingest:Kafka:Sources:1:BootstrapServers"] = "k:9092",
            ["Soc:Ingest:Kafka:Sources:1:Topics:0"] = "a",
            ["Soc:Ingest:Kafka:Sources:1:Topics:1"] = "b",
            ["Soc:Ingest:Kafka:Sources:1:Client"] = "acme",
        }).Build();
        var options = configuration.GetSection(KafkaIngestOptions.Section).Get<KafkaIngestOptions>()!;
        options.MaxBatchMessages.ShouldBe(7);
        KafkaSourceReading.Read(options, Catalog).Select(s => string.Join(',', s.Topics)).ShouldBe(["insights-logs", "a,b"]);
    }

    [Fact]
    public void What_makes_no_sense_is_said_with_what_to_do()
    {
        Refused("give a short one", Good with { Name = "" });
        Refused("give a short one", Good with { Name = "a b" });
        Refused("has no Client", Good with { Client = " " });
        Refused("Sourcetype 'nonsense' is not known", Good with { Sourcetype = "nonsense" });
        Refused("use one of auto, records, lines, json", Good with { Format = "xml" });
        Refused("use one of auto, records, lines, json", Good with { Format = "1" });
        Refused("use one of earliest, latest", Good with { Start = "now" });
        Refused("neither BootstrapServers", Good with { BootstrapServers = "" });
        Refused("no host:port", Good with { BootstrapServers = "kafka://k:9092" });
        Refused("no host:port", Good with { BootstrapServers = "k:9092,,k2:9092" });
        Refused("Topics is empty", Good with { Topics = [] });
        Refused("neither a topic's name nor a regular expression", Good with { Topics = ["a,b"] });
        Refused("neither a topic's name nor a regular expression", Good with { Topics = ["^a(["] });
        Refused("use one of Plaintext, Ssl, SaslPlaintext, SaslSsl", Good with { SecurityProtocol = "Tls" });
        Refused("use Plain, ScramSha256 or ScramSha512", Good with { SecurityProtocol = "SaslSsl", SaslMechanism = "Gssapi", SaslUsername = "u", SaslPassword = Secret });
        Refused("is missing: give both", Good with { SecurityProtocol = "SaslSsl", SaslUsername = "u" });
        Refused("does not log in: use SaslSsl", Good with { SaslUsername = "u", SaslPassword = Secret });
        Refused("no such file is there", Good with { SslCaLocation = "/nowhere/ca.pem" });
        Refused("another source's too", Good, Good with { GroupId = "x" });
        Refused("as one group 'g'", Good with { GroupId = "g" }, Good with { Name = "b", GroupId = "g" });
        Refused("as one group 'g'", Good with { GroupId = "g" }, Good with { Name = "b", GroupId = "g", Topics = ["^lo.*"] });
        Refused("no Event Hubs connection string (it has no Endpoint", Hub with { ConnectionString = $"SharedAccessKeyName=soc;SharedAccessKey={Secret}" });
        Refused("it has no SharedAccessKeyName", Hub with { ConnectionString = $"Endpoint=sb://h/;SharedAccessKey={Secret}" });
        Refused("no Key=Value", Hub with { ConnectionString = Secret[..^2] });
        Refused("leave BootstrapServers", Hub with { BootstrapServers = "k:9092" });
        Refused("of the one hub 'insights-logs'", Hub with { Topics = ["other"] });
        Refused("Topics is empty", Hub with { ConnectionString = HubString.Replace(";EntityPath=insights-logs", "", StringComparison.Ordinal) });
        Should.Throw<InvalidOperationException>(() => KafkaSourceReading.Read(new KafkaIngestOptions { MaxBatchMessages = 0 }, Catalog)).Message.ShouldContain("MaxBatchMessages is 0");
    }

    [Fact]
    public void Two_sources_may_share_a_group_when_they_read_different_topics() =>
        KafkaSourceReading.Read(new KafkaIngestOptions { Sources = [Good with { GroupId = "g" }, Good with { Name = "b", GroupId = "g", Topics = ["other"] }] }, Catalog).Count.ShouldBe(2);

    [Fact]
    public void As_text_nothing_says_a_secret()
    {
        $"{Hub} {Good with { SaslPassword = Secret }} {new Soc.EventLog.Kafka.KafkaLogOptions { SaslPassword = Secret }}".ShouldNotContain(Secret);
        Read(Hub).WithoutSecrets($"refused: {HubString}").ShouldNotContain(Secret);
    }

    private static KafkaSource Read(KafkaSourceOptions source) => KafkaSourceReading.Read(new KafkaIngestOptions { Sources = [source] }, Catalog)[0];

    private static void Refused(string because, params KafkaSourceOptions[] sources)
    {
        var refusal = Should.Throw<InvalidOperationException>(() => KafkaSourceReading.Read(new KafkaIngestOptions { Sources = [.. sources] }, Catalog));
        refusal.Message.ShouldContain(because);
        refusal.Message.ShouldStartWith($"Soc:Ingest:Kafka:Sources:{sources.Length - 1}");
        refusal.Message.ShouldNotContain(Secret[..^2]);
    }
}
