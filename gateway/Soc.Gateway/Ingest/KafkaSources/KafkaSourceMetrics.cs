using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>Meter "Soc.Gateway". The tag is the name of a source in the settings: a closed set, never a topic's or a message's text.</summary>
public sealed class KafkaSourceMetrics : IDisposable
{
    private const string SourceTag = "kafka_source";

    private readonly Meter _meter;
    private readonly Counter<long> _read;
    private readonly Counter<long> _appended;
    private readonly Counter<long> _records;
    private readonly Counter<long> _deadLetters;
    private readonly Counter<long> _lost;
    private readonly ConcurrentDictionary<string, KafkaSourceHealth> _sources = new(StringComparer.Ordinal);

    public KafkaSourceMetrics(IMeterFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _meter = factory.Create(IngestMetrics.MeterName);
        _read = _meter.CreateCounter<long>("soc_kafka_messages_total", description: "Messages read from a source's topics, those read again after a crash included.");
        _appended = _meter.CreateCounter<long>("soc_kafka_appended_messages_total", description: "Messages whose records are durable here.");
        _records = _meter.CreateCounter<long>("soc_kafka_records_total", description: "Records that those messages held.");
        _deadLetters = _meter.CreateCounter<long>("soc_kafka_dead_letters_total", description: "Records and messages of a source that went to the dead-letter log; reasons are in soc_drops_total.");
        _lost = _meter.CreateCounter<long>("soc_kafka_lost_messages_total", description: "Messages that a topic's retention removed before they were read.");
        _meter.CreateObservableGauge("soc_kafka_lag_messages", () => Each(static s => s.LagMessages), description: "Messages of the partitions read here that are not durable here yet.");
        _meter.CreateObservableGauge("soc_kafka_partitions", () => Each(static s => s.Partitions), description: "Partitions of a source that are read here.");
    }

    public void Dispose() => _meter.Dispose();

    internal void Watch(KafkaSourceHealth source) => _sources[source.Name] = source;

    internal void Read(string source) => _read.Add(1, Tag(source));

    internal void Appended(string source, int messages) => _appended.Add(messages, Tag(source));

    internal void Records(string source, int records, int deadLetters)
    {
        _records.Add(records, Tag(source));
        if (deadLetters > 0)
        {
            _deadLetters.Add(deadLetters, Tag(source));
        }
    }

    internal void Lost(string source, long messages) => _lost.Add(messages, Tag(source));

    private static KeyValuePair<string, object?> Tag(string source) => new(SourceTag, source);

    private IEnumerable<Measurement<long>> Each(Func<KafkaSourceHealth, long> of)
    {
        foreach (var (name, source) in _sources)
        {
            yield return new Measurement<long>(of(source), Tag(name));
        }
    }
}
