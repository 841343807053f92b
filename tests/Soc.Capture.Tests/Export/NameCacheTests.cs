using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Export;
using Xunit;

namespace Soc.Capture.Tests.Export;

/// <summary>Names are chosen by whoever is asked and whoever asks: neither many nor long ones may take the memory.</summary>
public sealed class NameCacheTests
{
    private const int Many = 40_000;

    // As long as the text of a name on the wire can be, every byte of it escaped.
    private const int LongestChars = 1_024;
    private const int UsualChars = 60;

    [Fact]
    public void Long_names_are_bounded_in_bytes_and_the_newest_stay()
    {
        const long maxBytes = 1024 * 1024;
        var cache = new NameCache(Many, maxBytes);
        for (var i = 0u; i < Many; i++)
        {
            cache.Learn(NetAddress.V4(i), LongName(i)).ShouldBeTrue();
            cache.UsedBytes.ShouldBeLessThanOrEqualTo(maxBytes);
        }

        cache.Count.ShouldBe((int)(maxBytes / NameCache.BytesOf(LongName(0))));
        cache.Find(NetAddress.V4(Many - 1)).ShouldBe(LongName(Many - 1));
        cache.Find(NetAddress.V4(0)).ShouldBeNull();
    }

    [Fact]
    public void A_name_that_takes_the_place_of_another_is_counted_by_what_it_costs()
    {
        var cache = new NameCache(2, 10_000);
        cache.Learn(NetAddress.V4(1), LongName(1));
        cache.Learn(NetAddress.V4(1), "short").ShouldBeTrue();
        cache.UsedBytes.ShouldBe(NameCache.BytesOf("short"));
        cache.Learn(NetAddress.V4(2), "two");
        cache.Learn(NetAddress.V4(1), "short").ShouldBeFalse();
        cache.Learn(NetAddress.V4(3), "three");
        (cache.Count, cache.Find(NetAddress.V4(2)), cache.Find(NetAddress.V4(1))).ShouldBe((2, null, "short"));
        cache.UsedBytes.ShouldBe(NameCache.BytesOf("short") + NameCache.BytesOf("three"));
    }

    [Fact]
    public void As_many_names_as_there_may_be_have_room_at_their_usual_length()
    {
        var stations = new Stations();
        for (var i = 0u; i < Stations.MaxNames; i++)
        {
            stations.Name(new MacAddress(0x02_00_00_00_00_00UL + i), FormattableString.Invariant($"{i:x4}").PadRight(UsualChars, 'x'));
        }

        stations.Of(new MacAddress(0x02_00_00_00_00_00)).Hostname.ShouldBe("0000".PadRight(UsualChars, 'x'));
    }

    [Fact]
    public void Long_names_of_stations_are_bounded_in_bytes()
    {
        var stations = new Stations();
        for (var i = 0u; i < Many; i++)
        {
            stations.Name(new MacAddress(0x02_00_00_00_00_00UL + i), LongName(i)).ShouldBeTrue();
            stations.NameBytes.ShouldBeLessThanOrEqualTo(Stations.MaxNameBytes);
            stations.Name(vlan: 0, NetAddress.V4(0x0A000000 + i), LongName(i)).ShouldBeTrue();
        }

        stations.Of(new MacAddress(0x02_00_00_00_00_00 + Many - 1)).Hostname.ShouldBe(LongName(Many - 1));
        stations.At(vlan: 0, NetAddress.V4(0x0A000000)).ShouldNotBeNull().Hostname.ShouldBeNull();
        stations.At(vlan: 0, NetAddress.V4(0x0A000000 + Many - 1)).ShouldNotBeNull().Hostname.ShouldBe(LongName(Many - 1));
    }

    private static string LongName(uint number) => FormattableString.Invariant($"{number:x8}").PadRight(LongestChars, 'x');
}
