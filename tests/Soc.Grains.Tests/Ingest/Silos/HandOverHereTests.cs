using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Soc.Enrichment.Policies;
using Soc.GrainInterfaces.Entities;
using Soc.Grains.Entities;
using Soc.Grains.Hosting;
using Soc.Grains.Tests.Entities;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Silo.Ingest;
using Soc.Silo.Ingest.Silos;
using Xunit;

namespace Soc.Grains.Tests.Ingest.Silos;

/// <summary>What a silo does for entities that live there when another silo asks.</summary>
public sealed class HandOverHereTests : IDisposable
{
    private const int Partition = 3;
    private const long Activation = 42;
    private const string User = "anna";
    private static readonly EntityKey Here = EntityKey.User(Make.Client, User);
    private static readonly EntityKey Elsewhere = EntityKey.User(Make.Client, "berta");

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly HeldEntityStore _store = new();
    private readonly LiveEntities _all = new();
    private readonly LiveEntity _entity = new(new EntityCore(Here, Make.Catalog), Activation, began: default, new CountedOwner());
    private readonly CheckpointTracker _tracker = new(partitionCount: Partition + 1);
    private readonly HandOverHere _handOver;

    public HandOverHereTests()
    {
        _all.Add(Here, _entity);
        var instruments = new SiloInstruments(_services.GetRequiredService<IMeterFactory>(), TimeProvider.System, NullLogger<SiloInstruments>.Instance);
        var local = new LocalHandOver(_all, _tracker, new EntityWork(new ClientPolicies(), instruments), _store, Make.Codec);
        _handOver = new HandOverHere(local, new EntityCalls(null!));
    }

    public void Dispose()
    {
        _tracker.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task Each_item_is_answered_for_itself()
    {
        (await ApplyAsync(Item(Elsewhere, 0), Item(Here, 0))).ShouldBe([0, Activation], "the first one's grain must be called");
        Count().ShouldBe(1);
        (await ApplyAsync(Item(Here, 0))).ShouldBe([Activation], "the same again is known by its offset");
        Count().ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_taken_for_another_activation()
    {
        (await ApplyAsync(Item(Here, 0) with { Expected = Activation + 1 })).ShouldBe([Activation], "by which the caller sees that state was lost");
        Count().ShouldBe(0);
        (await ApplyAsync(Item(Here, 0) with { Expected = Activation })).ShouldBe([Activation]);
        Count().ShouldBe(1);
    }

    [Fact]
    public async Task An_entity_that_ends_takes_nothing()
    {
        _entity.Close();
        (await ApplyAsync(Item(Here, 0))).ShouldBe([0]);
        Count().ShouldBe(0);
    }

    [Fact]
    public async Task A_checkpoint_is_answered_when_it_is_durable()
    {
        await ApplyAsync(Item(Here, 0));
        var saving = _handOver.CheckpointAsync([Elsewhere, Here]).AsTask();
        _store.Writes.Count.ShouldBe(1);
        saving.IsCompleted.ShouldBeFalse();
        _store.End(0);
        (await saving).ShouldBe([0, Activation]);
        (await _handOver.CheckpointAsync([Here])).ShouldBe([Activation], "there is nothing more to store");
    }

    [Fact]
    public async Task A_checkpoint_that_fails_is_left_to_the_grain()
    {
        await ApplyAsync(Item(Here, 0));
        var saving = _handOver.CheckpointAsync([Here]).AsTask();
        _store.Fail(0);
        (await saving).ShouldBe([0]);
    }

    [Fact]
    public async Task Signals_that_nobody_was_told_of_are_left_to_the_grain()
    {
        _entity.Apply(Partition, Make.Enriched(Make.Guessed(User, Make.Morning)), Make.Policy, TimeZoneInfo.Utc).ShouldBe(HandOver.Raised);
        (await _handOver.CheckpointAsync([Here])).ShouldBe([0]);
        _store.Writes.ShouldBeEmpty();
    }

    private long Count() => _entity.View(Make.Policy, TimeZoneInfo.Utc).EventCount;

    private async Task<long[]> ApplyAsync(params HandOverItem[] items) =>
        await _handOver.ApplyAsync(new HandOverBatch(Partition, items), TestContext.Current.CancellationToken);

    private static HandOverItem Item(EntityKey key, long offset) =>
        new(key, Make.Enriched([Make.SignIn(key.Value, Make.Morning + offset)], offset), Expected: 0);
}
