using System.Text;
using Confluent.Kafka;
using Shouldly;
using Soc.Gateway.Tests.Ingest.Product;
using Soc.Storage.Conformance.EventLogs.Kafka;

namespace Soc.Gateway.Tests.Ingest.KafkaSources;

/// <summary>The whole product beside a cluster.</summary>
public sealed class KafkaProductTests
{
    [Fact]
    public async Task A_topic_reaches_the_funnel_the_dead_letters_and_the_metrics_and_health_says_what_is_missing()
    {
        using var kafka = new MockKafka();
        kafka.JoinFast();
        kafka.CreateTopic("acme-duo", 2);
        using (var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers }).Build())
        {
            foreach (var (partition, value) in new[] { (0, Duo("anna")), (0, "{\"records\":[]}"), (1, "{\"broken\":"), (1, Duo("ben")) })
            {
                await producer.ProduceAsync(new TopicPartition("acme-duo", partition), new Message<Null, byte[]> { Value = Encoding.UTF8.GetBytes(value) }, TestContext.Current.CancellationToken);
            }
        }

        await using var product = await RunningProduct.StartAsync(
            ("Soc:Ingest:Kafka:Sources:0:Name", "duo-of-acme"),
            ("Soc:Ingest:Kafka:Sources:0:BootstrapServers", kafka.BootstrapServers),
            ("Soc:Ingest:Kafka:Sources:0:Topics:0", "acme-duo"),
            ("Soc:Ingest:Kafka:Sources:0:Client", "demo"),
            ("Soc:Ingest:Kafka:Sources:0:Sourcetype", "duo"),
            ("Soc:Ingest:Kafka:Sources:1:Name", "gone"),
            ("Soc:Ingest:Kafka:Sources:1:BootstrapServers", kafka.BootstrapServers),
            ("Soc:Ingest:Kafka:Sources:1:Topics:0", "no-such-topic"),
            ("Soc:Ingest:Kafka:Sources:1:Client", "demo"));
        (await product.CountedAsync("demo", 4)).ShouldBe(new Counts(4, 2, 1, 1, 2));
        (await product.DeadLettersAsync("demo")).ShouldHaveSingleItem().Raw.ShouldBe("{\"broken\":");

        // Meters are the process's: a name that no test beside this one counts for.
        await product.MetricsSayAsync("kafka_source=\"duo-of-acme\"} 4");
        await RunningProduct.UntilAsync(
            async () => (await product.ProblemsAsync()).Any(p => p.StartsWith("Kafka source 'gone': the topic 'no-such-topic' does not exist", StringComparison.Ordinal)),
            () => "health does not say that the topic is missing");
    }

    private static string Duo(string user) => Lines.Duo(user, "198.51.100.7", $"tx-{user}", TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
}
