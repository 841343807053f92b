using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Shouldly;
using Soc.Gateway.Ingest;
using Soc.Gateway.Tests.Fakes;
using Xunit;

namespace Soc.Gateway.Tests.Ingest;

public sealed class IngestMetricsTests
{
    [Fact]
    public async Task Counts_by_closed_tags_and_never_by_what_a_client_sent()
    {
        using var rig = new IngestRig();
        var seen = new ConcurrentBag<(string Name, double Value, string Tags)>();
        using var listener = Listen(rig, seen);

        var records = new[] { "anna secret-word", "bad secret-word", "skip secret-word" }
            .Select(l => new IngestRecord(Encoding.UTF8.GetBytes(l), Sourcetype: "secret-word", Host: "secret-word"))
            .ToArray();
        await rig.Pipeline.IngestAsync("demo", records, TestContext.Current.CancellationToken);
        listener.RecordObservableInstruments();

        seen.ShouldContain(("soc_ingest_records_total", 1d, "outcome=parsed reason=none source=line"));
        seen.ShouldContain(("soc_ingest_records_total", 1d, "outcome=malformed reason=bad_line source=line"));
        seen.ShouldContain(("soc_events_total", 1d, "source=line"));
        seen.ShouldContain(("soc_drops_total", 1d, "reason=of_no_use"));
        seen.ShouldContain(s => s.Name == "soc_event_lag_seconds");
        seen.ShouldContain(s => s.Name == "soc_source_last_seen_seconds" && s.Tags == "source=line");
        seen.ShouldContain(s => s.Name == "soc_ingest_bytes_total");
        seen.ShouldAllBe(s => !s.Tags.Contains("secret"));
    }

    [Fact]
    public async Task A_replay_is_told_apart_from_what_a_source_sends()
    {
        using var rig = new IngestRig();
        var seen = new ConcurrentBag<(string Name, double Value, string Tags)>();
        using var listener = Listen(rig, seen);

        await rig.Pipeline.ReplayAsync("demo", [new IngestRecord("anna one"u8.ToArray()), new IngestRecord("skip"u8.ToArray())], TestContext.Current.CancellationToken);
        listener.RecordObservableInstruments();

        seen.Select(s => s.Name).Distinct(StringComparer.Ordinal).ShouldBe(["soc_ingest_records_total", "soc_events_total"], ignoreOrder: true);
        seen.ShouldContain(("soc_ingest_records_total", 1d, "outcome=replayed reason=none source=line"));
        seen.ShouldContain(("soc_ingest_records_total", 1d, "outcome=replayed reason=of_no_use source=line"));
        seen.ShouldContain(("soc_events_total", 1d, "source=line"));
    }

    // To the meter of this rig only: other tests count at the same time.
    private static MeterListener Listen(IngestRig rig, ConcurrentBag<(string Name, double Value, string Tags)> seen)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == IngestMetrics.MeterName && instrument.Meter.Scope == rig.Meters)
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => seen.Add((i.Name, value, Words(tags))));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => seen.Add((i.Name, value, Words(tags))));
        listener.Start();
        return listener;
    }

    private static string Words(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}").Order(StringComparer.Ordinal));
}
