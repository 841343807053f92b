using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using Soc.EventLog;
using Soc.Gateway.Ingest;
using Soc.Gateway.Ingest.KafkaSources;
using Soc.Gateway.Tests.Fakes;
using Soc.Parsing;

namespace Soc.Gateway.Tests.Ingest.KafkaSources;

public sealed class KafkaSourceSinkTests : IDisposable
{
    private readonly IngestRig _rig = new();
    private readonly KafkaSourceMetrics _metrics;
    private readonly KafkaSourceSink _sink;
    private readonly KafkaSourceHealth _health;
    private readonly KafkaSource _source = KafkaSourceReading.Read(
        new KafkaIngestOptions { Sources = [new KafkaSourceOptions { Name = "acme", BootstrapServers = "k:9092", Topics = ["t"], Client = "demo" }] }, SourceCatalog.Load())[0];

    public KafkaSourceSinkTests()
    {
        _metrics = new KafkaSourceMetrics(_rig.Meters);
        _health = new KafkaSourceHealth("acme", 10, _rig.Time);
        _sink = new KafkaSourceSink(
            _rig.Pipeline, _rig.Policies, _metrics, Options.Create(new KafkaIngestOptions()), Options.Create(new IngestOptions()), _rig.Time, NullLogger<KafkaSourceSink>.Instance);
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _rig.Dispose();
    }

    [Fact]
    public async Task A_failure_that_passes_costs_nothing_and_is_said_while_it_lasts()
    {
        _rig.Log.Failures.Enqueue(new InvalidOperationException("odd state"));
        var append = AppendAsync("anna one", "ben two");
        await KafkaSourceRig.UntilAsync(() => _health.Sentences.Count > 0, () => "health says nothing");
        _health.Sentences.ShouldHaveSingleItem().ShouldBe("Kafka source 'acme': its records cannot be appended (odd state): they wait at the brokers and are tried again.");
        await PassTimeUntilAsync(append);
        _rig.Log.Events.Select(e => e.Message).ShouldBe(["anna one", "ben two"]);
        _health.Sentences.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_that_the_log_fails_on_each_time_is_a_dead_letter_and_the_others_are_appended()
    {
        _rig.Log.Refuse = entries => entries.Any(e => e.Event?.Message == "ben cursed") ? new InvalidOperationException("cannot be stored") : null;
        await PassTimeUntilAsync(AppendAsync("anna one", "ben cursed", "carl three"));
        _rig.Log.Events.Select(e => e.Message).ShouldBe(["anna one", "carl three"]);
        var letter = _rig.DeadLetters.Letters.ShouldHaveSingleItem();
        (letter.Reason, Encoding.UTF8.GetString(letter.Raw)).ShouldBe((IngestReasons.AppendFailed, "ben cursed"));
        _health.Sentences.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_of_very_many_records_is_appended_in_parts()
    {
        await AppendAsync(string.Join('\n', Enumerable.Range(0, 12_000).Select(i => $"anna {i}")), string.Join('\n', Enumerable.Range(0, 12_000).Select(i => $"ben {i}")), "carl");
        _rig.Log.Events.Count.ShouldBe(24_001);
        _rig.Log.Receipts.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_message_without_a_time_of_its_own_happened_when_the_broker_got_it()
    {
        await AppendAsync("anna one");
        _rig.Log.Events.ShouldHaveSingleItem().TimeMs.ShouldBe(1_000);
    }

    [Fact]
    public async Task Counts_by_source()
    {
        var seen = new ConcurrentBag<(string Name, long Value, string? Source)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Scope == _rig.Meters && instrument.Name.StartsWith("soc_kafka", StringComparison.Ordinal))
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => seen.Add((i.Name, value, tags.ToArray().Single().Value?.ToString())));
        listener.Start();
        _metrics.Watch(_health);
        _health.Lags(7);
        _health.Holds(3);
        _metrics.Lost("acme", 5);
        await AppendAsync("anna one\nbad", "ben two");
        listener.RecordObservableInstruments();
        seen.ShouldBe(
            [
                ("soc_kafka_lost_messages_total", 5, "acme"), ("soc_kafka_records_total", 3, "acme"), ("soc_kafka_dead_letters_total", 1, "acme"),
                ("soc_kafka_appended_messages_total", 2, "acme"), ("soc_kafka_lag_messages", 7, "acme"), ("soc_kafka_partitions", 3, "acme"),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void Health_tells_a_cause_rather_than_what_follows_from_it()
    {
        var refused = KafkaTrouble.OfConnection(new Error(Confluent.Kafka.ErrorCode.Local_Authentication, "invalid credentials"), _source, lastFailure: null, out var isCause)!;
        _health.Disconnected("no broker answers", isCause: false).ShouldBeTrue();
        _health.Disconnected(refused, isCause).ShouldBeTrue();
        _health.Disconnected("no broker answers", isCause: false).ShouldBeFalse();
        _health.Sentences.ShouldHaveSingleItem().ShouldContain("the login is refused (invalid credentials)");
        _health.Connected().ShouldBeTrue();
        _health.Sentences.ShouldBeEmpty();
    }

    [Fact]
    public void A_loss_is_said_for_an_hour()
    {
        _health.Lost(3, "the retention of the topic 't' removed them");
        _health.Lost(4, "the retention of the topic 't' removed them");
        _health.Sentences.ShouldHaveSingleItem().ShouldBe("Kafka source 'acme': 7 messages were lost, since the retention of the topic 't' removed them. The last at 2026-03-02 09:00:00Z.");
        _rig.Time.Advance(TimeSpan.FromMinutes(61));
        _health.Sentences.ShouldBeEmpty();
    }

    private Task AppendAsync(params string[] values) =>
        _sink.AppendAsync(_source, _health, [.. values.Select((v, i) => new KafkaMessage(new TopicPartition("t", 0), i, 1_000, Encoding.UTF8.GetBytes(v)))], TestContext.Current.CancellationToken);

    private async Task PassTimeUntilAsync(Task done)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!done.IsCompleted)
        {
            _rig.Time.Advance(TimeSpan.FromSeconds(1));
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        await done;
    }
}
