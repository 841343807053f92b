using System.Net;
using Shouldly;
using Soc.Enrichment.Geo;
using Soc.Model.Entities;

namespace Soc.Enrichment.Tests.Geo;

public sealed class GeoDatabasesTests
{
    [Theory]
    [InlineData("GeoLite2-City-Test.mmdb")]
    [InlineData("GeoIP2-City-Test.mmdb")]
    public void NestedSchema_GivesPlaceAndRadius(string file)
    {
        using var geo = new GeoDatabases(new EnrichmentOptions { CityPath = TestPlaces.InCorpus("geo", file), AsnPath = TestPlaces.InCorpus("geo", "GeoLite2-ASN-Test.mmdb") });
        var london = geo.PlaceOf(IPAddress.Parse("81.2.69.142"));
        london.ShouldNotBeNull();
        london.Country.ShouldBe("GB");
        london.City.ShouldBe("London");
        london.Latitude.ShouldBe(51.5, 0.1);
        london.RadiusKm.ShouldBeGreaterThanOrEqualTo(CityRecord.MinRadiusKm);
        geo.PlaceOf(IPAddress.Parse("2001:218::1"))!.Country.ShouldBe("JP");
        geo.NetworkOf(IPAddress.Parse("1.128.0.1")).ShouldBe((1221, "Telstra Pty Ltd"));
        geo.PlaceOf(IPAddress.Parse("192.0.2.1")).ShouldBeNull();
    }

    [Fact]
    public void SampleDatabase_IsDoubted()
    {
        using var geo = new GeoDatabases(new EnrichmentOptions { CityPath = TestPlaces.InCorpus("geo", "GeoLite2-City-Test.mmdb"), AsnPath = TestPlaces.InCorpus("geo", "GeoLite2-ASN-Test.mmdb") });
        geo.Problems.ShouldContain(p => p.Contains("ASN database fails", StringComparison.Ordinal));
        geo.Problems.ShouldContain(p => p.Contains("city database fails", StringComparison.Ordinal));
    }

    [Fact]
    public void AnonymousIp_TellsTheKindOfExit()
    {
        using var geo = new GeoDatabases(new EnrichmentOptions { AnonymousIpPath = TestPlaces.InCorpus("geo", "GeoIP2-Anonymous-IP-Test.mmdb") });
        geo.AnonymityOf(IPAddress.Parse("1.2.0.1")).ShouldBe(EgressClass.CommercialVpn);
        geo.AnonymityOf(IPAddress.Parse("65.0.0.1")).ShouldBe(EgressClass.Tor);
        geo.AnonymityOf(IPAddress.Parse("71.160.223.1")).ShouldBe(EgressClass.Hosting);
        geo.AnonymityOf(IPAddress.Parse("192.0.2.1")).ShouldBe(EgressClass.Unknown);
    }

    [Fact]
    public void MissingBrokenAndWrongFiles_AreSaid_AndTheRestWorks()
    {
        using var folder = new TempFolder();
        var broken = folder.Write("broken.mmdb", new string('x', 5_000));
        var cut = Path.Combine(folder.Path, "cut.mmdb");
        File.WriteAllBytes(cut, File.ReadAllBytes(TestPlaces.InCorpus("geo", "GeoLite2-City-Test.mmdb"))[..^200]);
        foreach (var path in (string[])[broken, cut, folder.Write("empty.mmdb", ""), Path.Combine(folder.Path, "absent.mmdb"), TestPlaces.InCorpus("geo", "GeoLite2-ASN-Test.mmdb")])
        {
            using var geo = new GeoDatabases(new EnrichmentOptions { CityPath = path, AsnPath = TestPlaces.InCorpus("geo", "GeoLite2-ASN-Test.mmdb") });
            geo.HasCity.ShouldBeFalse(path);
            geo.PlaceOf(IPAddress.Parse("81.2.69.142")).ShouldBeNull();
            geo.NetworkOf(IPAddress.Parse("1.128.0.1")).Number.ShouldBe(1221);
            geo.Problems.ShouldContain(p => p.Contains(path, StringComparison.Ordinal) && p.Contains("places stay unknown", StringComparison.Ordinal), path);
        }
    }

    [Fact]
    public void DamagedTree_NeverThrows()
    {
        using var folder = new TempFolder();
        var bytes = File.ReadAllBytes(TestPlaces.InCorpus("geo", "GeoLite2-City-Test.mmdb"));
        for (var seed = 1; seed <= 20; seed++)
        {
            // Everything but the metadata at the end: the file opens and stumbles later.
            var damaged = (byte[])bytes.Clone();
            for (var i = seed; i < damaged.Length - 1_000; i += 61 + seed)
            {
                damaged[i] ^= (byte)(i * seed);
            }

            var path = Path.Combine(folder.Path, "damaged.mmdb");
            File.WriteAllBytes(path, damaged);
            using var geo = new GeoDatabases(new EnrichmentOptions { CityPath = path });
            foreach (var ip in (string[])["81.2.69.142", "2.125.160.216", "89.160.20.112", "2001:218::1"])
            {
                Should.NotThrow(() => geo.PlaceOf(IPAddress.Parse(ip)));
            }
        }
    }

    [Fact]
    public void FlatSchema_GivesPlaceInBothFamilies()
    {
        using var geo = new GeoDatabases(new EnrichmentOptions { Directory = TestPlaces.RealDatabases() });
        geo.Problems.ShouldBeEmpty();
        var bern = geo.PlaceOf(IPAddress.Parse("195.186.1.111"));
        bern.ShouldNotBeNull();
        bern.Country.ShouldBe("CH");
        bern.HasPosition.ShouldBeTrue();
        bern.RadiusKm.ShouldBe(CityRecord.DefaultRadiusKm);
        geo.PlaceOf(IPAddress.Parse("2a02:1200::1"))!.Country.ShouldBe("CH");
        geo.NetworkOf(IPAddress.Parse("86.128.0.1")).Number.ShouldBe(2856);
    }

    [Fact]
    public void FlatRecord_WithoutPosition_HasNone()
    {
        var place = CityRecord.Read(new Dictionary<string, object>(StringComparer.Ordinal) { ["country_code"] = "ch", ["city"] = "", ["latitude"] = 0f, ["longitude"] = 0f });
        place.ShouldNotBeNull();
        place.Country.ShouldBe("CH");
        place.City.ShouldBeNull();
        place.HasPosition.ShouldBeFalse();
        CityRecord.Read(new Dictionary<string, object>(StringComparer.Ordinal) { ["country_code"] = "ZZ" }).ShouldBeNull();
    }
}
