using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;
using Shouldly;
using Soc.Enrichment.Policies;
using Soc.Grains.Entities;
using Soc.Grains.Hosting;
using Soc.Grains.Tests.Entities;
using Soc.Grains.Tests.Ingest.Silos;
using Soc.Model.Entities;
using Soc.Silo.Ingest;
using Soc.Silo.Ingest.Silos;
using Xunit;

namespace Soc.Grains.Tests.Ingest;

/// <summary>Entities of a checkpoint round go to where they live: here at once, elsewhere one message a silo and so many entities.</summary>
public sealed class EntitySaverTests : IDisposable
{
    private const int AMessage = 2;
    private const long Activation = 7;
    private static readonly SiloAddress Second = SiloAddress.New(IPAddress.Loopback, 2, 1);
    private static readonly SiloAddress Third = SiloAddress.New(IPAddress.Loopback, 3, 1);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CheckpointTracker _tracker = new(partitionCount: 1);
    private readonly EntityPlaces _places = new(SiloAddress.Zero);
    private readonly LiveEntities _live = new();
    private readonly HeldEntityStore _store = new();
    private readonly Dictionary<SiloAddress, FakeHandOver> _silos = [];

    [Fact]
    public async Task Each_silo_is_asked_for_its_own_in_messages_that_are_not_too_large()
    {
        Silo(Second, _ => Activation);
        Silo(Third, _ => Activation);
        EntityKey[] ofSecond = [Learned("a", Second), Learned("b", Second), Learned("c", Second)];
        var ofThird = Learned("d", Third);
        var saved = await SaveAsync([.. ofSecond, ofThird]);
        saved.Failed.ShouldBeEmpty();
        saved.Lost.ShouldBe(0);
        _silos[Second].Asked.Select(k => k.Length).ShouldBe([2, 1]);
        _silos[Second].Asked.SelectMany(k => k).ShouldBe(ofSecond);
        _silos[Third].Asked.ShouldHaveSingleItem().ShouldBe([ofThird]);
    }

    [Fact]
    public async Task Another_activation_has_lost_what_was_to_be_stored()
    {
        Silo(Second, _ => Activation + 1);
        (await SaveAsync(Learned("a", Second))).Lost.ShouldBe(1);
    }

    [Fact]
    public async Task Who_is_not_there_is_asked_by_the_grain_and_stays_for_the_next_round_when_that_fails()
    {
        Silo(Second, _ => 0);
        var missing = Learned("a", Second);
        var saved = await SaveAsync(missing);
        saved.Failed.ShouldHaveSingleItem().Key.ShouldBe(missing);
        saved.Reason.ShouldNotBeNull();
        _places.TryFind(missing, out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_lives_here_is_stored_here_whatever_was_learned_before()
    {
        var key = Learned("a", Second);
        var entity = new LiveEntity(new EntityCore(key, Make.Catalog), Activation, began: default, new CountedOwner());
        _live.Add(key, entity);
        entity.Apply(0, Make.Enriched([Make.SignIn("a", Make.Morning)], 0), Make.Policy, TimeZoneInfo.Utc);
        var saving = SaveAsync(key);
        _store.End(0);
        (await saving).Failed.ShouldBeEmpty();
    }

    public void Dispose()
    {
        _tracker.Dispose();
        _services.Dispose();
    }

    private void Silo(SiloAddress silo, Func<EntityKey, long> activationOf) => _silos[silo] = new FakeHandOver(activationOf);

    private EntityKey Learned(string user, SiloAddress silo)
    {
        var key = EntityKey.User(Make.Client, user);
        _places.Learn(key, silo);
        return key;
    }

    private Task<SavedEntities> SaveAsync(params EntityKey[] keys)
    {
        var instruments = new SiloInstruments(_services.GetRequiredService<IMeterFactory>(), TimeProvider.System, NullLogger<SiloInstruments>.Instance);
        var local = new LocalHandOver(_live, _tracker, new EntityWork(new ClientPolicies(), instruments), _store, Make.Codec);
        var others = new OtherSilos(_places, silo => _silos[silo], NullLogger<OtherSilos>.Instance);

        // There are no grains to be called here: whoever is, fails.
        var saver = new EntitySaver(local, new EntityCalls(null!), others, new PumpOptions { MaxCheckpointsInFlight = AMessage });
        return saver.SaveAsync([.. keys.Select(k => KeyValuePair.Create(k, Activation))], TestContext.Current.CancellationToken);
    }
}
