using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Indicators;
using Soc.Model.Policies;

namespace Soc.Enrichment.Tests;

public sealed class EnricherTests
{
    private static readonly Indicator Listing = new() { Kind = "ip", Value = "198.51.100.7", List = "feed", Category = "c2", BaseScore = 90, ListedMs = 5 };

    [Fact]
    public void NoAddress_NoFacts()
    {
        using var test = new TestEnricher(new EnrichmentOptions());
        test.FactsOf(null).ShouldBeSameAs(AddressFacts.None);
        test.FactsOf("not an address").ShouldBeSameAs(AddressFacts.None);
    }

    [Fact]
    public void WithoutDatabases_ListsAndIndicatorsStillWork_AndHealthSaysWhatIsMissing()
    {
        using var folder = new TempFolder();
        folder.Write("tor/a.txt", "198.51.100.7");
        using var test = new TestEnricher(new EnrichmentOptions { Directory = folder.Path, ListsDirectory = folder.Path });
        test.Indicators.Publish("*", [Listing]);
        var facts = test.FactsOf("198.51.100.7");
        facts.GeoAvailable.ShouldBeFalse();
        facts.Geo.ShouldBeNull();
        facts.Egress.ShouldBe(EgressClass.Tor);
        facts.Indicators.ShouldBe([new IndicatorHit("feed", "c2", 90, 5, 0)]);
        test.Health.IsDegraded.ShouldBeTrue();
        test.Health.Sentences.Count.ShouldBe(3);
        test.Health.Sentences.ShouldAllBe(s => s.Contains("./soc up", StringComparison.Ordinal));
    }

    [Fact]
    public void KnownEgress_GoesBeforeEverything_ForItsClientOnly()
    {
        using var folder = new TempFolder();
        folder.Write("tor/a.txt", "198.51.100.0/24");
        using var test = new TestEnricher(new EnrichmentOptions { ListsDirectory = folder.Path });
        test.Policies.Publish(new ClientPolicy { Client = TestEnricher.Client, Version = 1, KnownEgress = [new("198.51.100.0/25", "Bern office", false), new("10.9.0.0/16", "VPN pool", true)] });
        test.FactsOf("198.51.100.7").Egress.ShouldBe(EgressClass.KnownEgress);
        test.FactsOf("198.51.100.7").ServiceName.ShouldBe("Bern office");
        test.FactsOf("198.51.100.200").Egress.ShouldBe(EgressClass.Tor);
        test.FactsOf("198.51.100.7", "other").Egress.ShouldBe(EgressClass.Tor);
        test.FactsOf("10.9.1.1").ShouldSatisfyAllConditions(f => f.Egress.ShouldBe(EgressClass.KnownEgress), f => f.IsClientVpn.ShouldBeTrue());
        test.FactsOf("10.8.1.1").Egress.ShouldBe(EgressClass.Private);

        test.Policies.Publish(new ClientPolicy { Client = TestEnricher.Client, Version = 2 });
        test.FactsOf("198.51.100.7").Egress.ShouldBe(EgressClass.Tor, "a new policy counts at once");
    }

    [Fact]
    public void Changes_AreSeenAtOnce()
    {
        using var folder = new TempFolder();
        using var test = new TestEnricher(new EnrichmentOptions { ListsDirectory = folder.Path });
        var before = test.FactsOf("198.51.100.7");
        test.FactsOf("198.51.100.7").ShouldBeSameAs(before);
        test.Indicators.Publish("*", [Listing]);
        test.FactsOf("198.51.100.7").Indicators.Length.ShouldBe(1);
        test.Indicators.Publish("*", []);
        test.FactsOf("198.51.100.7").Indicators.ShouldBeEmpty();
        folder.Write("vpn/a.txt", "198.51.100.7");
        test.Lists.Reload();
        test.FactsOf("198.51.100.7").Egress.ShouldBe(EgressClass.CommercialVpn);
    }

    [Fact]
    public void Listings_EndAtTheEventsTime_WhateverWasAskedBefore()
    {
        using var test = new TestEnricher(new EnrichmentOptions());
        test.Indicators.Publish("*", [Listing with { ValidUntilMs = 1_000 }, Listing with { List = "other", ValidUntilMs = 2_000 }, Listing with { List = "forever", BaseScore = 10 }]);
        foreach (var (atMs, expected) in (ValueTuple<long, int>[])[(500, 3), (999, 3), (1_000, 2), (1_999, 2), (2_000, 1), (999, 3), (5_000, 1), (1_500, 2)])
        {
            test.FactsOf("198.51.100.7", atMs: atMs).Indicators.Length.ShouldBe(expected);
        }
    }

    [Fact]
    public void Listings_ComeFromAllOwnersAndRanges_StrongestFirst_AtMostEight()
    {
        using var test = new TestEnricher(new EnrichmentOptions());
        test.Indicators.Publish("acme", [Listing with { BaseScore = 50, List = "own" }, Listing with { Kind = "cidr", Value = "198.51.100.0/24", List = "own", Category = "scanner", BaseScore = 60 }]);
        test.Indicators.Publish("*", [.. Enumerable.Range(0, 12).Select(i => Listing with { Kind = "cidr", Value = $"198.51.{(i % 2 == 0 ? 96 : 100)}.0/{(i % 2 == 0 ? 19 : 24)}", List = $"feed {i}", BaseScore = 40 + i })]);
        var hits = test.FactsOf("198.51.100.7").Indicators;
        hits.Length.ShouldBe(8);
        hits[0].ShouldBe(new IndicatorHit("own", "scanner", 60, 5, 0));
        hits.Select(h => h.BaseScore).ShouldBeInOrder(SortDirection.Descending);
        test.FactsOf("198.51.100.7", "other").Indicators[0].List.ShouldBe("feed 11");
        test.FactsOf("198.51.127.1").Indicators.Length.ShouldBe(6, "the wider ranges only");
    }

    [Fact]
    public void NetworkHash_IsTheSameIn24AndIn48()
    {
        using var test = new TestEnricher(new EnrichmentOptions());
        test.FactsOf("198.51.100.7").NetworkHash.ShouldBe(test.FactsOf("198.51.100.250").NetworkHash);
        test.FactsOf("198.51.100.7").NetworkHash.ShouldNotBe(test.FactsOf("198.51.101.7").NetworkHash);
        test.FactsOf("2001:db8:1:2::1").NetworkHash.ShouldBe(test.FactsOf("2001:db8:1:ffff::1").NetworkHash);
        test.FactsOf("2001:db8:1::1").NetworkHash.ShouldNotBe(test.FactsOf("2001:db8:2::1").NetworkHash);
        test.FactsOf("198.51.100.7").NetworkHash.ShouldNotBe(0ul);
        AddressFacts.None.NetworkHash.ShouldBe(0ul);
    }

    [Fact]
    public void SmallCache_NeverAnswersForAnother()
    {
        using var test = new TestEnricher(new EnrichmentOptions { CachedAddresses = 1 });
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 5_000; i++)
            {
                var ip = $"203.0.{i / 250}.{i % 250}";
                test.FactsOf(ip).Ip.ShouldBe(ip);
            }
        }
    }

    [Fact]
    public void RealDatabases_GiveTheWholePicture()
    {
        using var test = new TestEnricher(new EnrichmentOptions { Directory = TestPlaces.RealDatabases() });
        test.FactsOf("86.128.0.1").ShouldSatisfyAllConditions(
            f => f.Egress.ShouldBe(EgressClass.Residential),
            f => f.Asn.ShouldBe(2856),
            f => f.Geo!.Country.ShouldBe("GB"),
            f => f.GeoAvailable.ShouldBeTrue(),
            f => f.IsEgressGuessed.ShouldBeFalse());
        test.FactsOf("98.97.0.1").Egress.ShouldBe(EgressClass.Satellite);
        test.FactsOf("2606:4700:4700::1111").Egress.ShouldBe(EgressClass.PrivacyRelay);
        test.FactsOf("192.168.1.1").ShouldSatisfyAllConditions(f => f.Egress.ShouldBe(EgressClass.Private), f => f.Geo.ShouldBeNull(), f => f.Asn.ShouldBe(0));
        test.Health.IsDegraded.ShouldBeFalse();
    }
}
