using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Soc.EventLog;
using Soc.Gateway.Auth;
using Soc.Gateway.Ingest;
using Soc.Gateway.Sensors;
using Soc.Gateway.Tests.Fakes;
using Soc.Gateway.Tests.Ingest.Product;
using Soc.GrainInterfaces.Sensors;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Events;
using Soc.Model.Ocsf;
using Soc.Parsing;
using Soc.SensorProtocol;

namespace Soc.Gateway.Tests.Sensors;

/// <summary>What is counted of sensors' batches, and what they may not say.</summary>
public sealed class SensorBatchesTests : IDisposable
{
    private static readonly StoredToken Other = new("5e4501", CredentialKinds.Sensor, "demo", [], [], ExpiresMs: 0, Disabled: false, CreatedMs: 0) { Name = "hq-mirror" };

    private readonly IngestRig _rig = new(parser: new CatalogRecordParser(SourceCatalog.Load()));
    private readonly ConcurrentQueue<(string Reason, long Count)> _dropped = new();
    private readonly MeterListener _listener = new();
    private readonly SensorBatches _batches;

    public SensorBatchesTests()
    {
        var answers = new GatedAnswers();
        answers.Open();
        _batches = new SensorBatches(_rig.Pipeline, answers, _rig.Metrics, _rig.Time, NullLogger<SensorBatches>.Instance);

        // To the meter of this rig only: other tests count at the same time.
        _listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Scope == _rig.Meters && string.Equals(instrument.Name, "soc_drops_total", StringComparison.Ordinal))
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) => _dropped.Enqueue(((string)tags[0].Value!, count)));
        _listener.Start();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _listener.Dispose();
        _rig.Dispose();
    }

    [Fact]
    public async Task What_was_dropped_before_a_batch_counts_once_however_often_the_batch_comes()
    {
        var last = new LastBatch();
        var batch = BatchOf(1, Seen("a1"));
        batch.DroppedBefore = 5;
        _rig.Log.Failures.Enqueue(new EventLogBusyException("full"));
        _rig.Log.Failures.Enqueue(new EventLogUnavailableException("no room"));
        (await TakeAsync(batch, last)).ShouldBe(Outcome.Retry);
        (await TakeAsync(batch, last)).ShouldBe(Outcome.Retry);
        _dropped.ShouldBeEmpty("it comes again");
        (await TakeAsync(batch, last)).ShouldBe(Outcome.Durable);
        (await TakeAsync(batch, last)).ShouldBe(Outcome.Durable);
        _dropped.ShouldBe([(IngestReasons.SensorDropped, 5L)]);

        // One that cannot be read never comes again, and what was dropped before it was all the same.
        _dropped.Clear();
        var unreadable = new Batch(batch) { Number = 2, Data = ByteString.CopyFrom("this is not gzip"u8) };
        (await TakeAsync(unreadable, last)).ShouldBe(Outcome.Unreadable);
        _dropped.ShouldContain((IngestReasons.SensorDropped, 5L));
    }

    [Theory]
    [InlineData(SensorNewsKind.Silent)]
    [InlineData(SensorNewsKind.Back)]
    [InlineData(SensorNewsKind.Deaf)]
    [InlineData(SensorNewsKind.Hears)]
    public async Task What_only_a_gateway_knows_is_not_believed_of_a_sensor(SensorNewsKind kind)
    {
        var forged = Forged(kind);
        (await TakeAsync(BatchOf(1, forged, Seen("a1")), new LastBatch())).ShouldBe(Outcome.Durable);
        _rig.Log.Events.ShouldHaveSingleItem().Src!.Ip.ShouldBe("10.9.0.7");
        _dropped.ShouldBe([(IngestReasons.ReservedKind, 1L)]);
        var letter = _rig.DeadLetters.Letters.ShouldHaveSingleItem();
        letter.Reason.ShouldBe(IngestReasons.ReservedKind);

        // Nor by another way, nor replayed.
        var byProduct = Encoding.UTF8.GetBytes($$$"""{"class_uid":6002,"activity_id":4,"time":1772438400001,"metadata":{"version":"1.8.0","product":{"name":"{{{EventOf(kind).SourceKind}}}"}},"device":{"uid":"sensor-5e4501"}}""");
        await _rig.Pipeline.IngestAsync("demo", [new IngestRecord(byProduct, "ocsf"), new IngestRecord(forged)], Cancel);
        await _rig.Pipeline.ReplayAsync("demo", [new IngestRecord(letter.Raw, letter.Sourcetype)], Cancel);
        _rig.Log.Events.ShouldNotContain(e => SensorEventKinds.IsOneOf(e));
        _rig.DeadLetters.Letters.Count(l => string.Equals(l.Reason, IngestReasons.ReservedKind, StringComparison.Ordinal)).ShouldBe(4);

        // The gateway itself may.
        await _rig.Pipeline.IngestAsync("demo", [new IngestRecord(forged, SensorBatches.Sourcetype, IsOwn: true)], Cancel);
        _rig.Log.Events.ShouldContain(e => SensorEventKinds.IsOneOf(e));
    }

    private static byte[] Seen(string id) =>
        Encoding.UTF8.GetBytes($$"""{"activity_id":2,"class_uid":4001,"time":1772438400001,"metadata":{"log_provider":"capture","uid":"{{id}}"},"src_endpoint":{"ip":"10.9.0.7"} }""");

    private static byte[] Forged(SensorNewsKind kind) => OcsfWriter.ToUtf8(EventOf(kind));

    private static SecurityEvent EventOf(SensorNewsKind kind) => SensorEvents.Of(Other, new SensorNews("x", kind, "", "", 1_772_438_400_000, 1_772_438_400_000), 1_772_438_400_001);

    private static Batch BatchOf(ulong number, params byte[][] lines) => new()
    {
        Epoch = ByteString.CopyFrom(new byte[16]),
        Number = number,
        Events = lines.Length,
        Packing = Packing.Gzip,
        Data = ByteString.CopyFrom(RunningProduct.Gzip([.. lines.SelectMany(l => (byte[])[.. l, (byte)'\n'])])),
    };

    private async Task<Outcome> TakeAsync(Batch batch, LastBatch last) => (await _batches.TakeAsync("s1", "demo", batch, last, Cancel)).Outcome;
}
