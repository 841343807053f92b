using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;
using Shouldly;
using Soc.GrainInterfaces.Entities;
using Soc.Model.Entities;
using Soc.Silo.Ingest.Silos;
using Xunit;

namespace Soc.Grains.Tests.Ingest.Silos;

public sealed class OtherSilosTests
{
    private static readonly SiloAddress There = SiloAddress.New(IPAddress.Loopback, 2, 1);
    private static readonly EntityKey Anna = EntityKey.User(Make.Client, "anna");
    private static readonly EntityKey Berta = EntityKey.User(Make.Client, "berta");

    private readonly EntityPlaces _places = new(SiloAddress.Zero);

    public OtherSilosTests()
    {
        _places.Learn(Anna, There);
        _places.Learn(Berta, There);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_not_there_is_not_looked_for_there_again()
    {
        (await Over(key => key == Anna ? 7 : 0).CheckpointAsync(There, [Anna, Berta], Cancel)).ShouldBe([7, 0]);
        _places.TryFind(Anna, out _).ShouldBeTrue();
        _places.TryFind(Berta, out _).ShouldBeFalse();
    }

    [Fact]
    public async Task All_that_a_failing_silo_was_asked_is_left_to_the_grains()
    {
        HandOverItem[] items = [new(Anna, [], Expected: 7), new(Berta, [], Expected: 8)];
        (await Over(_ => throw new TimeoutException("no answer")).ApplyAsync(There, 0, items, Cancel)).ShouldBe([0, 0]);
        _places.TryFind(Anna, out _).ShouldBeFalse();
        _places.TryFind(Berta, out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_stop_of_our_own_says_nothing_about_the_other_silo()
    {
        await Should.ThrowAsync<OperationCanceledException>(() => Over(_ => 7).CheckpointAsync(There, [Anna], new CancellationToken(canceled: true)));
        _places.TryFind(Anna, out _).ShouldBeTrue();
    }

    private OtherSilos Over(Func<EntityKey, long> activationOf) => new(_places, _ => new FakeHandOver(activationOf), NullLogger<OtherSilos>.Instance);
}
