using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Soc.Model.Ingest;

namespace Soc.Gateway.Ingest;

/// <summary>Meter "Soc.Gateway". Tags are parser ids, outcomes and reasons only: closed sets, never a client's or an entity's text.</summary>
public sealed class IngestMetrics : IDisposable
{
    public const string MeterName = "Soc.Gateway";

    private static readonly double[] LagBoundariesSeconds = [0.1, 0.5, 1, 2, 5, 15, 60, 300, 900, 3_600, 21_600, 86_400, 604_800];

    private readonly Meter _meter;
    private readonly Counter<long> _records;
    private readonly Counter<long> _events;
    private readonly Counter<long> _drops;
    private readonly Counter<long> _bytes;
    private readonly Histogram<double> _lagSeconds;
    private readonly ConcurrentDictionary<string, long> _lastSeenMs = new(StringComparer.Ordinal);

    public IngestMetrics(IMeterFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _meter = factory.Create(MeterName);
        _records = _meter.CreateCounter<long>("soc_ingest_records_total", description: "Records by source, outcome and reason: received, but for those replayed.");
        _events = _meter.CreateCounter<long>("soc_events_total", description: "Events that the records held, by source.");
        _drops = _meter.CreateCounter<long>("soc_drops_total", description: "What did not become an event, by reason.");
        _bytes = _meter.CreateCounter<long>("soc_ingest_bytes_total", description: "Bytes of the records received.");
        _lagSeconds = _meter.CreateHistogram(
            "soc_event_lag_seconds",
            description: "From the event's time to its receipt, seconds.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = LagBoundariesSeconds });
        _meter.CreateObservableGauge("soc_source_last_seen_seconds", LastSeen, description: "When a source last sent, seconds since the epoch.");
    }

    /// <summary>Counts what was made durable.</summary>
    public void Accepted(IReadOnlyList<IngestCount> counts, long bytes, long receivedMs)
    {
        foreach (var count in counts)
        {
            Count(count);
            if (!string.Equals(count.Outcome, IngestOutcomes.Parsed, StringComparison.Ordinal))
            {
                Dropped(count.Reason ?? "none", count.Records);
            }

            _lastSeenMs[count.Source] = receivedMs;
        }

        _bytes.Add(bytes);
    }

    /// <summary>Counts what was replayed and made durable: no source sent it now, and it was long on its way because nobody understood it.</summary>
    public void Replayed(IReadOnlyList<IngestCount> counts)
    {
        foreach (var count in counts)
        {
            Count(count);
        }
    }

    /// <summary>One event's way from where it happened to here.</summary>
    public void Lag(long lagMs) => _lagSeconds.Record(Math.Max(0, lagMs) / 1000.0);

    /// <summary>Something that never reached the parsers.</summary>
    public void Dropped(string reason, long count = 1) => _drops.Add(count, new KeyValuePair<string, object?>("reason", reason));

    public void Dispose() => _meter.Dispose();

    private void Count(IngestCount count)
    {
        _records.Add(count.Records, new("source", count.Source), new("outcome", count.Outcome), new("reason", count.Reason ?? "none"));
        if (count.Events > 0)
        {
            _events.Add(count.Events, new KeyValuePair<string, object?>("source", count.Source));
        }
    }

    private IEnumerable<Measurement<double>> LastSeen()
    {
        foreach (var (source, ms) in _lastSeenMs)
        {
            yield return new Measurement<double>(ms / 1000.0, new KeyValuePair<string, object?>("source", source));
        }
    }
}
