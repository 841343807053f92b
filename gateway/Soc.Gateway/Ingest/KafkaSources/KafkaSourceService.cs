using Microsoft.Extensions.Options;
using Soc.Parsing;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>All Kafka sources. Settings that make no sense stop the start; brokers that cannot be used are tried again, and health says so.</summary>
public sealed class KafkaSourceService(
    KafkaSourceSink sink, KafkaSourceMetrics metrics, SourceCatalog catalog, IOptions<KafkaIngestOptions> options, TimeProvider time, ILogger<KafkaSourceService> logger) : BackgroundService
{
    private readonly List<KafkaSourceReader> _readers = [];

    /// <summary>Sentences for people; empty when all is well.</summary>
    public IReadOnlyList<string> Problems => [.. _readers.SelectMany(r => r.Health.Sentences)];

    /// <summary>Messages read and not appended, of all sources.</summary>
    internal int WaitingCount => _readers.Sum(r => r.WaitingCount);

    internal IReadOnlyList<KafkaSourceHealth> Health => [.. _readers.Select(r => r.Health)];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var source in KafkaSourceReading.Read(options.Value, catalog))
        {
            var reader = new KafkaSourceReader(source, sink, metrics, options.Value, time, logger);
            reader.Open();
            _readers.Add(reader);
        }

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        foreach (var reader in _readers)
        {
            reader.Dispose();
        }

        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_readers.Select(r => r.RunAsync(stoppingToken)));
}
