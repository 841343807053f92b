using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Grains.Tests.Entities;

/// <summary>The gate around an entity: who may enter when, and what is stored before what.</summary>
public sealed class LiveEntityTests
{
    private const string User = "anna";
    private static readonly EntityKey UserKey = EntityKey.User(Make.Client, User);
    private static readonly EntityKey AddressKey = EntityKey.Address(Make.Client, Make.BadAddress);

    private readonly HeldEntityStore _store = new();
    private readonly CountedOwner _owner = new();

    [Fact]
    public void After_the_end_it_takes_nothing()
    {
        var live = Live(UserKey);
        Apply(live, 0, Make.SignIn(User, Make.Morning)).ShouldBe(HandOver.Applied);
        live.Close().ShouldBeTrue("nobody waits for a signal");
        Apply(live, 1, Make.SignIn(User, Make.Morning + Make.HourMs)).ShouldBe(HandOver.Closed);
        live.View(Make.Policy, TimeZoneInfo.Utc).EventCount.ShouldBe(1);
    }

    [Fact]
    public void An_end_with_signals_that_nobody_was_told_of_must_not_be_stored()
    {
        var live = Live(UserKey);
        Apply(live, 0, Make.Guessed(User, Make.Morning)).ShouldBe(HandOver.Raised);
        live.Close().ShouldBeFalse();
    }

    [Fact]
    public async Task Signals_come_before_the_state()
    {
        var live = Live(UserKey);
        Apply(live, 0, Make.Guessed(User, Make.Morning));
        (await SaveAsync(live)).ShouldBe(Saving.SignalsFirst);
        _store.Writes.ShouldBeEmpty();
        live.HandedOn(Take(live).Length);
        var saving = SaveAsync(live);
        _store.End(0);
        (await saving).ShouldBe(Saving.Stored);
        (await SaveAsync(live)).ShouldBe(Saving.Clean);
    }

    [Fact]
    public void Signals_raised_while_others_are_handed_on_are_handed_on_next()
    {
        var live = Live(UserKey);
        Apply(live, 0, Make.Guessed(User, Make.Morning));
        var first = Take(live);
        Apply(live, 100, Make.Guessed(User, Make.Morning + (200 * Make.HourMs), "192.0.2.77"));
        live.HandedOn(first.Length);
        var next = Take(live);
        next.ShouldNotBeEmpty();
        next.Select(s => s.Id).Intersect(first.Select(s => s.Id), StringComparer.Ordinal).ShouldBeEmpty();
        live.HandedOn(next.Length);
        Take(live).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_users_signals_are_raised_again_by_a_replay_and_an_addresss_are_stored_first()
    {
        var user = Live(UserKey);
        Apply(user, 0, Make.Guessed(User, Make.Morning));
        user.TakeRaised(_store, Make.Codec, out var stored).ShouldNotBeEmpty();
        stored.IsCompletedSuccessfully.ShouldBeTrue();
        _store.Writes.ShouldBeEmpty();

        var address = Live(AddressKey);
        Apply(address, 0, Spray(Make.Morning)).ShouldBe(HandOver.Raised);
        var raised = address.TakeRaised(_store, Make.Codec, out stored);
        stored.IsCompleted.ShouldBeFalse("nobody hears of it before it is durable");
        _store.End(0);
        await stored;
        Make.Codec.Decode(_store.Writes[0]).Outbox.Select(s => s.Id).ShouldBe(raised.Select(s => s.Id));

        // Tried again after a failed call: they are stored already.
        address.RaisedStored(raised.Length);
        address.TakeRaised(_store, Make.Codec, out stored).Length.ShouldBe(raised.Length);
        stored.IsCompletedSuccessfully.ShouldBeTrue();
        _store.Writes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_called_stored_while_its_write_is_on_the_way()
    {
        var live = Live(UserKey);
        Apply(live, 0, Make.SignIn(User, Make.Morning));
        var first = SaveAsync(live);
        (await SaveAsync(live)).ShouldBe(Saving.Busy);
        Apply(live, 1, Make.SignIn(User, Make.Morning + Make.HourMs));
        var second = SaveAsync(live);
        _store.Writes.Count.ShouldBe(2, "what came meanwhile is a write of its own, behind the first");
        _store.End(0);
        _store.End(1);
        (await first).ShouldBe(Saving.Stored);
        (await second).ShouldBe(Saving.Stored);
        Make.Codec.Decode(_store.Writes[1]).EventCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_write_that_failed_is_made_again()
    {
        var live = Live(UserKey);
        Apply(live, 0, Make.SignIn(User, Make.Morning));
        var failing = SaveAsync(live);
        _store.Fail(0);
        await Should.ThrowAsync<IOException>(failing);
        var again = SaveAsync(live);
        _store.End(1);
        (await again).ShouldBe(Saving.Stored);
        _store.Writes[1].ShouldBe(_store.Writes[0]);
    }

    [Fact]
    public async Task It_stays_in_memory_while_changes_are_not_stored()
    {
        var live = Live(UserKey);
        Apply(live, 0, Make.SignIn(User, Make.Morning));
        Apply(live, 1, Make.SignIn(User, Make.Morning + Make.HourMs));
        _owner.Calls.ShouldBe(1, "once for all changes of a round");
        Apply(live, 1, Make.SignIn(User, Make.Morning + Make.HourMs));
        var saving = SaveAsync(live);
        _store.End(0);
        await saving;
        Apply(live, 2, Make.SignIn(User, Make.Morning + (2 * Make.HourMs)));
        _owner.Calls.ShouldBe(2);
    }

    /// <summary>The runtime holds the activation's lock while the grain comes to the gate: whoever is inside must not want that lock.</summary>
    [Fact]
    public void It_asks_to_stay_with_the_gate_open()
    {
        var live = Live(UserKey);
        var gotIn = false;
        _owner.Meanwhile = () =>
        {
            var grain = new Thread(() => live.View(Make.Policy, TimeZoneInfo.Utc)) { IsBackground = true };
            grain.Start();
            gotIn = grain.Join(TimeSpan.FromSeconds(10));
        };
        Apply(live, 0, Make.SignIn(User, Make.Morning));
        gotIn.ShouldBeTrue();
    }

    [Fact]
    public void Signals_of_an_earlier_life_are_handed_on_and_are_stored_already()
    {
        var earlier = Live(AddressKey);
        Apply(earlier, 0, Spray(Make.Morning));
        earlier.TakeRaised(_store, Make.Codec, out _);
        var core = new EntityCore(AddressKey, Make.Catalog);
        var live = new LiveEntity(core, 2, owner: _owner);
        live.Restore(core.Restore(Make.Codec.Decode(_store.Writes[0]), Make.Codec));
        live.TakeRaised(_store, Make.Codec, out var stored).ShouldNotBeEmpty();
        stored.IsCompletedSuccessfully.ShouldBeTrue();
        _store.Writes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Refused_by_the_store_it_takes_and_stores_nothing_more()
    {
        var live = Live(UserKey);
        Apply(live, 0, Make.SignIn(User, Make.Morning));
        var saving = SaveAsync(live);
        _store.Refuse(0);
        await Should.ThrowAsync<EntityConflictException>(saving);
        _owner.Ends.ShouldBe(1);
        Apply(live, 1, Make.SignIn(User, Make.Morning + Make.HourMs)).ShouldBe(HandOver.Closed);
        await Should.ThrowAsync<EntityConflictException>(SaveAsync(live));
        live.Close().ShouldBeFalse("its state is another's now");
        _store.Writes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Signals_of_an_address_that_another_activation_has_are_told_to_nobody()
    {
        var live = Live(AddressKey);
        Apply(live, 0, Spray(Make.Morning));
        live.TakeRaised(_store, Make.Codec, out var stored).ShouldNotBeEmpty();
        _store.Refuse(0);
        await Should.ThrowAsync<EntityConflictException>(stored.AsTask());
        _owner.Ends.ShouldBe(1);
    }

    /// <summary>Partitions that hand over at the same time while somebody stores, looks and hands on: every event once, every signal once.</summary>
    [Fact]
    public async Task Entered_by_many_at_once_it_counts_each_event_once()
    {
        const int partitions = 4;
        const int events = 400;
        var live = Live(AddressKey);
        var heard = new List<string>();
        using var end = new CancellationTokenSource();
        var pumps = Enumerable.Range(0, partitions).Select(p => Task.Run(() =>
        {
            for (var i = 0; i < events; i++)
            {
                var e = Make.SignIn($"user{p}-{i % 40}", Make.Morning + (((i * partitions) + p) * Make.SecondMs), success: false, Make.BadAddress);
                live.Apply(p, Make.Enriched([e], firstOffset: i), Make.Policy, TimeZoneInfo.Utc).ShouldNotBe(HandOver.Closed);
            }
        })).ToArray();
        var others = Task.Run(() =>
        {
            var ended = 0;
            var saves = new List<Task<Saving>>();
            while (!end.IsCancellationRequested)
            {
                saves.Add(SaveAsync(live));
                var raised = live.TakeRaised(_store, Make.Codec, out _);
                heard.AddRange(raised.Select(s => s.Id));
                if (raised.Length > 0)
                {
                    live.HandedOn(raised.Length);
                }

                _ = live.View(Make.Policy, TimeZoneInfo.Utc);
                for (; ended < _store.Writes.Count; ended++)
                {
                    _store.End(ended);
                }
            }
        });
        await Task.WhenAll(pumps);
        await end.CancelAsync();
        await others;
        live.View(Make.Policy, TimeZoneInfo.Utc).EventCount.ShouldBe(partitions * events);
        (heard.Count + Take(live).Length).ShouldBeGreaterThan(0, "the spray was found");
    }

    private LiveEntity Live(EntityKey key) => new(new EntityCore(key, Make.Catalog), activation: 1, owner: _owner);

    private static HandOver Apply(LiveEntity live, long offset, params SecurityEvent[] events) =>
        live.Apply(0, Make.Enriched(events, offset), Make.Policy, TimeZoneInfo.Utc);

    private Task<Saving> SaveAsync(LiveEntity live) => live.SaveAsync(_store, Make.Codec).AsTask();

    private Signal[] Take(LiveEntity live) => live.TakeRaised(_store, Make.Codec, out _);

    private static SecurityEvent[] Spray(long atMs) =>
        [.. Enumerable.Range(0, 30).Select(i => Make.SignIn($"user{i}", atMs + (i * 5 * Make.SecondMs), success: false, Make.BadAddress))];
}
