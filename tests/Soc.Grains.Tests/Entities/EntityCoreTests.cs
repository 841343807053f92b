using CsCheck;
using Shouldly;
using Soc.GrainInterfaces.Entities;
using Soc.Grains.Entities;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Grains.Tests.Entities;

public sealed class EntityCoreTests
{
    private const string User = "anna";
    private static readonly EntityKey Key = EntityKey.User(Make.Client, User);
    private static readonly SecurityEvent[] Story =
    [
        .. Enumerable.Range(0, 20).Select(i => Make.SignIn(User, Make.Morning + (i * 5 * Make.HourMs))),
        .. Make.Guessed(User, Make.Morning + (110 * Make.HourMs)),
        .. Enumerable.Range(0, 4).Select(i => Make.SignIn(User, Make.Morning + ((115 + i) * Make.HourMs))),
    ];

    /// <summary>Cut anywhere, sent twice, stored and loaded between any two calls: it comes to the same.</summary>
    [Fact]
    public void Split_repeated_and_restored_it_says_the_same()
    {
        var (view, signals) = Run([Make.Enriched(Story)], isRestored: false);
        signals.ShouldContain(s => s.Detector == "brute_force_success");
        view.EventCount.ShouldBe(Story.Length);

        Gen.Select(Gen.Int[1, 9].Array[1, 40], Gen.Bool.Array[40]).Sample(
            (sizes, repeats) =>
            {
                var (otherView, otherSignals) = Run(Batches(sizes, repeats), isRestored: true);
                Last(otherSignals).ShouldBe(Last(signals));
                Same(otherView, view);
            },
            iter: 60);
    }

    [Fact]
    public void An_event_that_a_source_sends_again_is_counted_and_not_applied()
    {
        var core = new EntityCore(Key, Make.Catalog);
        var signals = new List<Signal>();
        core.Apply(new EntityBatch(0, Make.Enriched(Story)), Make.Policy, TimeZoneInfo.Utc, signals);
        core.Apply(new EntityBatch(0, Make.Enriched(Story, firstOffset: 100)), Make.Policy, TimeZoneInfo.Utc, signals).ShouldBe(0);
        core.Duplicates.ShouldBe(Story.Length);
        core.View(Make.Policy, TimeZoneInfo.Utc).EventCount.ShouldBe(Story.Length);
    }

    [Fact]
    public void Signals_that_nobody_heard_of_are_stored_with_the_state()
    {
        var core = new EntityCore(Key, Make.Catalog);
        var signals = new List<Signal>();
        core.Apply(new EntityBatch(0, Make.Enriched(Story)), Make.Policy, TimeZoneInfo.Utc, signals);
        var loaded = new EntityCore(Key, Make.Catalog);
        loaded.Restore(Make.Codec.Decode(core.Save(Make.Codec, signals)), Make.Codec).Select(s => s.Id).ShouldBe(signals.Select(s => s.Id));

        // Once: what is stored later without them has none.
        new EntityCore(Key, Make.Catalog).Restore(Make.Codec.Decode(loaded.Save(Make.Codec)), Make.Codec).ShouldBeEmpty();
    }

    [Fact]
    public void A_state_of_a_newer_version_is_refused_in_plain_words() =>
        Should.Throw<InvalidOperationException>(() => Make.Codec.Decode(Make.Codec.Encode(new EntitySnapshot { Version = EntitySnapshot.CurrentVersion + 1 })))
            .Message.ShouldContain("newer version");

    [Fact]
    public void A_detector_state_that_cannot_be_read_costs_only_itself()
    {
        var core = new EntityCore(Key, Make.Catalog);
        var signals = new List<Signal>();
        core.Apply(new EntityBatch(0, Make.Enriched(Story)), Make.Policy, TimeZoneInfo.Utc, signals);
        var snapshot = Make.Codec.Decode(core.Save(Make.Codec));
        snapshot.Detectors = [.. snapshot.Detectors.Select(s => s with { State = [1, 2, 3] })];
        var loaded = new EntityCore(Key, Make.Catalog);
        loaded.Restore(snapshot, Make.Codec);
        loaded.Apply(new EntityBatch(0, Make.Enriched([Make.SignIn(User, Make.Morning + (200 * Make.HourMs))], firstOffset: 500)), Make.Policy, TimeZoneInfo.Utc, signals).ShouldBe(1);
        loaded.View(Make.Policy, TimeZoneInfo.Utc).EventCount.ShouldBe(Story.Length + 1);
    }

    [Fact]
    public void A_detector_that_throws_is_counted_and_the_entity_goes_on()
    {
        var core = new EntityCore(Key, Make.Catalog);
        var events = Make.Enriched(Story).ToArray();

        // Without a policy, which no store gives, the detectors that read it throw, as one with a defect would.
        var applied = core.Apply(new EntityBatch(0, events), null!, TimeZoneInfo.Utc, []);

        applied.ShouldBe(events.Length);
        core.DetectorFailures.ShouldBeGreaterThan(EntityCore.MaxNamedFailures);
        var counts = core.TakeCounts();
        counts.DetectorFailures.ShouldBe(core.DetectorFailures);
        counts.Named.Count.ShouldBe(EntityCore.MaxNamedFailures);
        counts.Named[0].Event.ShouldBe(events[0].Event.Id, "also the first event of an entity, when there is no state yet");
        counts.Named[0].Reason.ShouldBeOfType<NullReferenceException>();
        core.HasCounts.ShouldBeFalse();
        core.View(Make.Policy, TimeZoneInfo.Utc).EventCount.ShouldBe(events.Length);
    }

    private static (EntityView View, List<Signal> Signals) Run(IEnumerable<EnrichedEvent[]> batches, bool isRestored)
    {
        var core = new EntityCore(Key, Make.Catalog);
        var signals = new List<Signal>();
        foreach (var batch in batches)
        {
            core.Apply(new EntityBatch(2, batch), Make.Policy, TimeZoneInfo.Utc, signals);
            if (isRestored)
            {
                var bytes = core.Save(Make.Codec);
                core = new EntityCore(Key, Make.Catalog);
                core.Restore(Make.Codec.Decode(bytes), Make.Codec);
            }
        }

        return (core.View(Make.Policy, TimeZoneInfo.Utc), signals);
    }

    private static IEnumerable<EnrichedEvent[]> Batches(int[] sizes, bool[] repeats)
    {
        var events = Make.Enriched(Story);
        var start = 0;
        for (var i = 0; start < events.Length; i++)
        {
            var end = Math.Min(events.Length, start + sizes[i % sizes.Length]);
            yield return events[start..end];
            if (repeats[i % repeats.Length])
            {
                // Again, with another border, as after a crash.
                yield return events[Math.Max(0, start - 3)..end];
            }

            start = end;
        }
    }

    private static string[] Last(IEnumerable<Signal> signals) =>
        [.. signals.GroupBy(s => s.Id, StringComparer.Ordinal).Select(g => g.Last()).OrderBy(s => s.Id, StringComparer.Ordinal).Select(s => $"{s.Detector} {s.Id} {s.Score:0.000} {s.Title}")];

    private static void Same(EntityView view, EntityView other)
    {
        view.EventCount.ShouldBe(other.EventCount);
        view.LastSeenMs.ShouldBe(other.LastSeenMs);
        view.Recent.ShouldBe(other.Recent);
        view.Risk.ShouldBe(other.Risk, 0.001);
        view.Baselines.SelectMany(b => b.Sentences).ShouldBe(other.Baselines.SelectMany(b => b.Sentences));
    }
}
