using System.Net;
using Orleans.Runtime;
using Shouldly;
using Soc.Model.Entities;
using Soc.Silo.Ingest.Silos;
using Xunit;

namespace Soc.Grains.Tests.Ingest.Silos;

public sealed class EntityPlacesTests
{
    private static readonly SiloAddress Here = At(1);
    private static readonly SiloAddress There = At(2);

    [Fact]
    public void What_is_elsewhere_is_remembered_until_it_is_not_there()
    {
        var places = new EntityPlaces(Here);
        places.Learn(Key(1), There);
        places.TryFind(Key(1), out var silo).ShouldBeTrue();
        silo.ShouldBe(There);
        places.Forget(Key(1));
        places.TryFind(Key(1), out _).ShouldBeFalse();
    }

    [Fact]
    public void What_moved_here_is_not_looked_for_elsewhere()
    {
        var places = new EntityPlaces(Here);
        places.Learn(Key(1), There);
        places.Learn(Key(1), Here);
        places.TryFind(Key(1), out _).ShouldBeFalse();
    }

    [Fact]
    public void It_stays_small()
    {
        const int max = 10;
        var places = new EntityPlaces(Here, max);
        for (var i = 0; i < max * 5; i++)
        {
            places.Learn(Key(i), There);
            Enumerable.Range(0, i + 1).Count(k => places.TryFind(Key(k), out _)).ShouldBeLessThanOrEqualTo(max);
        }
    }

    private static EntityKey Key(int number) => EntityKey.Device(Make.Client, $"pc-{number}");

    private static SiloAddress At(int port) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, port), 1);
}
