using CsCheck;
using Shouldly;
using Soc.GrainInterfaces.Clients;
using Soc.Grains.Clients;
using Soc.Model.Entities;
using Soc.Model.Ingest;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Grains.Tests.Clients;

public sealed class ClientCoreTests
{
    private const int Receipts = 30;

    /// <summary>After a crash the log is read again from an offset in the middle, and a read ends elsewhere than it did.</summary>
    [Fact]
    public void A_receipt_is_counted_once_whatever_the_borders_of_the_reads() =>
        Gen.Select(Gen.Int[1, 7].Array[1, 20], Gen.Int[0, 9].Array[20]).Sample(
            (sizes, steps) =>
            {
                var core = new ClientCore(Make.Client, Make.Catalog);
                var start = 0;
                for (var i = 0; start < Receipts; i++)
                {
                    var end = Math.Min(Receipts, start + sizes[i % sizes.Length]);
                    var from = Math.Max(0, start - steps[i % steps.Length]);
                    core.Observe(Read(from, end), Make.Policy, TimeZoneInfo.Utc, []);
                    start = end;
                }

                core.Observe(Read(0, Receipts), Make.Policy, TimeZoneInfo.Utc, []).ShouldBeFalse();
                core.Funnel(0).Sum(r => r.Records).ShouldBe(Receipts);
            },
            iter: 100);

    [Fact]
    public void It_is_the_same_after_being_stored()
    {
        var core = new ClientCore(Make.Client, Make.Catalog);
        var raised = new List<Signal>();
        core.Observe(Read(0, 10) with { Events = Make.Enriched(Make.Guessed("anna", Make.Morning)) }, Make.Policy, TimeZoneInfo.Utc, raised);
        var bytes = Make.Serializer.SerializeToArray(core.Save(Make.Codec));
        var loaded = new ClientCore(Make.Client, Make.Catalog);
        loaded.Restore(Make.Serializer.Deserialize<ClientSnapshot>(bytes)!, Make.Codec).ShouldBeEmpty();
        loaded.Observe(Read(0, 10), Make.Policy, TimeZoneInfo.Utc, raised).ShouldBeFalse();
        loaded.Funnel(0).ShouldBe(core.Funnel(0));
        loaded.View(Make.Policy, TimeZoneInfo.Utc).EventCount.ShouldBe(core.View(Make.Policy, TimeZoneInfo.Utc).EventCount);
    }

    [Fact]
    public void A_finding_keeps_when_it_was_first_known_though_it_learns_more()
    {
        var core = new ClientCore(Make.Client, Make.Catalog);
        var first = Finding(60, atMs: 1_000, receivedMs: 3_000);
        var known = core.Accept([first], Make.Policy, TimeZoneInfo.Utc, nowMs: 5_000).Incidents.Single().Signals.Single().Times;
        known.ShouldBe(new SignalTimes(1_000, 3_000, 5_000));
        known!.DelayMs.ShouldBe(4_000);
        known.OwnDelayMs.ShouldBe(2_000);
        var grown = core.Accept([Finding(80, atMs: 90_000, receivedMs: 91_000)], Make.Policy, TimeZoneInfo.Utc, nowMs: 95_000).Incidents.Single().Signals.Single();
        grown.AtMs.ShouldBe(90_000);
        grown.Times.ShouldBe(known);
        core.Accept([first], Make.Policy, TimeZoneInfo.Utc, nowMs: 99_000).Incidents.ShouldBeEmpty("the same again is no news");
    }

    [Fact]
    public void A_minor_finding_keeps_when_it_was_known_when_an_incident_takes_it_in()
    {
        var core = new ClientCore(Make.Client, Make.Catalog);
        core.Accept([Finding(10, atMs: 1_000, receivedMs: 1_500)], Make.Policy, TimeZoneInfo.Utc, nowMs: 2_000).Waiting.Single().Times!.DetectedMs.ShouldBe(2_000);
        var incident = core.Accept([Finding(60, atMs: 3_000, receivedMs: 3_500) with { Id = "graver" }], Make.Policy, TimeZoneInfo.Utc, nowMs: 4_000).Incidents.Single();
        incident.Signals.Select(s => s.Times!.DetectedMs).ShouldBe([2_000, 4_000]);
    }

    private static Signal Finding(double score, long atMs, long receivedMs) => new()
    {
        Id = "s1",
        Detector = "new_device",
        Entity = EntityKey.User(Make.Client, "anna"),
        Score = score,
        AtMs = atMs,
        FirstMs = atMs,
        ReceivedMs = receivedMs,
        Title = "A finding",
        EvidenceFor = [new Evidence("seen", "It was seen.", score)],
    };

    private static ClientObservations Read(int from, int end) => new(
        Partition: 1,
        LastOffset: end - 1,
        [.. Enumerable.Range(from, end - from).Select(offset => new OffsetReceipt(offset, new IngestReceipt
        {
            Client = Make.Client,
            ReceivedMs = offset * 1_000,
            Counts = [new IngestCount("test", "parsed", null, 1, 1, 0)],
        }))],
        [],
        []);
}
