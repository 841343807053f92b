using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Soc.Gateway.Ingest;
using Soc.Gateway.Ingest.KafkaSources;
using Soc.Parsing;
using Soc.Storage.Conformance.EventLogs.Kafka;

namespace Soc.Gateway.Tests.Fakes;

/// <summary>Kafka sources over the mock cluster, before a pipeline of fakes; with the catalogue's parsers when asked.</summary>
internal sealed class KafkaSourceRig : IAsyncDisposable
{
    public const string Topic = "acme-logs";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly List<KafkaSourceService> _services = [];
    private readonly Lazy<IProducer<Null, byte[]?>> _producer;

    public KafkaSourceRig(IRecordParser? parser = null)
    {
        Kafka.JoinFast();
        Ingest = new IngestRig(TimeProvider.System, parser);
        Metrics = new KafkaSourceMetrics(Ingest.Meters);
        _producer = new(() => new ProducerBuilder<Null, byte[]?>(new ProducerConfig { BootstrapServers = Kafka.BootstrapServers }).Build());
    }

    public MockKafka Kafka { get; } = new();

    public IngestRig Ingest { get; }

    public KafkaSourceMetrics Metrics { get; }

    public KafkaIngestOptions Limits { get; } = new();

    public KafkaSourceOptions Source => new() { Name = "acme", BootstrapServers = Kafka.BootstrapServers, Topics = [Topic], Client = "demo" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<KafkaSourceService> StartAsync(params KafkaSourceOptions[] sources)
    {
        var options = Options.Create(new KafkaIngestOptions
        {
            Sources = [.. sources],
            MaxMessageBytes = Limits.MaxMessageBytes,
            MaxRecordsPerMessage = Limits.MaxRecordsPerMessage,
            MaxBatchMessages = Limits.MaxBatchMessages,
            MaxWaitingMessages = Limits.MaxWaitingMessages,

            // The mock lets a group that has had members wait for nearly a session before it shares out partitions.
            SessionTimeoutMs = 6_000,
            LagSaidAboveMessages = Limits.LagSaidAboveMessages,
        });
        var sink = new KafkaSourceSink(
            Ingest.Pipeline, Ingest.Policies, Metrics, options, Options.Create(new IngestOptions { MaxRecordBytes = 100_000 }), TimeProvider.System, NullLogger<KafkaSourceSink>.Instance);
        var service = new KafkaSourceService(sink, Metrics, SourceCatalog.Load(), options, TimeProvider.System, NullLogger<KafkaSourceService>.Instance);
        await service.StartAsync(Cancel);
        _services.Add(service);
        return service;
    }

    public async Task StopAsync(KafkaSourceService service)
    {
        _services.Remove(service);
        await service.StopAsync(CancellationToken.None);
        service.Dispose();
    }

    /// <summary>Sends in order; null is a tombstone.</summary>
    public async Task SendAsync(string topic, int partition, params IEnumerable<string?> values)
    {
        var sent = values.Select(v => _producer.Value.ProduceAsync(new TopicPartition(topic, partition), new Message<Null, byte[]?> { Value = v is null ? null : Encoding.UTF8.GetBytes(v) }, Cancel)).ToList();
        await Task.WhenAll(sent);
    }

    /// <summary>What the group has committed, by partition; null: nothing.</summary>
    public long?[] Committed(string group, string topic, int partitions)
    {
        using var asker = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = Kafka.BootstrapServers, GroupId = group }).Build();
        return [.. asker.Committed([.. Enumerable.Range(0, partitions).Select(p => new TopicPartition(topic, p))], Patience).OrderBy(c => c.Partition.Value).Select(c => c.Offset.IsSpecial ? (long?)null : c.Offset.Value)];
    }

    /// <summary>Says for a group what it read, as if it had.</summary>
    public void Commit(string group, string topic, int partition, long offset)
    {
        using var member = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = Kafka.BootstrapServers, GroupId = group }).Build();
        member.Commit([new TopicPartitionOffset(topic, partition, offset)]);
    }

    /// <summary>Waits until all messages up to here are events, each once by its id.</summary>
    public Task EventsAsync(int count) => UntilAsync(() => Ingest.Log.Events.Select(e => e.Id).Distinct().Count() >= count, () => $"{Ingest.Log.Events.Count} events, wanted {count}");

    public static Task SaysAsync(KafkaSourceService service, string text) =>
        UntilAsync(() => service.Problems.Any(p => p.Contains(text, StringComparison.Ordinal)), () => $"health says '{string.Join(" | ", service.Problems)}' and not '{text}'");

    public static Task IsWellAsync(KafkaSourceService service) => UntilAsync(() => service.Problems.Count == 0, () => $"health still says '{string.Join(" | ", service.Problems)}'");

    public static async Task UntilAsync(Func<bool> holds, Func<string> otherwise)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!holds())
        {
            try
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException(otherwise(), late);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.ToArray())
        {
            await StopAsync(service);
        }

        if (_producer.IsValueCreated)
        {
            _producer.Value.Dispose();
        }

        Kafka.Dispose();
        Metrics.Dispose();
        Ingest.Dispose();
    }
}
