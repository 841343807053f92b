using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Soc.Enrichment.Egress;
using Soc.Enrichment.Ranges;
using Soc.Model.Entities;

namespace Soc.Enrichment.Tests.Egress;

public sealed class OperatorListsTests
{
    [Fact]
    public void Place_SaysWhatAListMeans()
    {
        using var folder = new TempFolder();
        folder.Write("vpn/acme.txt", "# exits\n198.51.100.0/24 ; all of it\n\n2001:db8:1::/48\n");
        folder.Write("tor.txt", "198.51.100.9\n");
        folder.Write("relay/iCloud Private Relay.txt", "203.0.113.0/28");
        folder.Write("service/Power BI/list.json", """{"name":"x","list":["203.0.113.64/26"]}""");
        folder.Write("hosting/list.json", """{"name":"wide","list":["203.0.113.0/24", "198.51.100.128/25"]}""");
        folder.Write(".hidden", "ignored");
        var lists = Read(folder);

        Of(lists, "198.51.100.1").ShouldBe(new ListVerdict(EgressClass.CommercialVpn, null));
        Of(lists, "2001:db8:1::5").ShouldBe(new ListVerdict(EgressClass.CommercialVpn, null));
        Of(lists, "198.51.100.9").Egress.ShouldBe(EgressClass.Tor);
        Of(lists, "198.51.100.200").Egress.ShouldBe(EgressClass.CommercialVpn, "an exit stays one inside a hoster's narrower range");
        Of(lists, "203.0.113.5").ShouldBe(new ListVerdict(EgressClass.PrivacyRelay, "iCloud Private Relay"));
        Of(lists, "203.0.113.70").ShouldBe(new ListVerdict(EgressClass.Hosting, "Power BI"));
        Of(lists, "203.0.113.200").ShouldBe(new ListVerdict(EgressClass.Hosting, null));
        Of(lists, "192.0.2.1").ShouldBe(new ListVerdict(EgressClass.Unknown, null));
        lists.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void BadLines_AreLeftOut_AndSaidWithFileAndLine()
    {
        using var folder = new TempFolder();
        folder.Write("vpn/a.txt", "198.51.100.0/24\nnonsense\n0.0.0.0/0\n");
        folder.Write("tor/b.json", "{\"list\":[");
        folder.Write("tor/c.json", """{"list":[5,"\ud800"]}""");
        folder.Write("elsewhere/d.txt", "198.51.100.0/24");
        folder.Write("service.txt", "198.51.100.0/24");
        folder.Write("hosting/many.txt", string.Join('\n', Enumerable.Repeat("bad", 100)));
        var lists = Read(folder);

        Of(lists, "198.51.100.1").Egress.ShouldBe(EgressClass.CommercialVpn);
        Of(lists, "192.0.2.1").Egress.ShouldBe(EgressClass.Unknown);
        lists.Problems.ShouldContain(p => p.Contains("elsewhere/d.txt", StringComparison.Ordinal));
        lists.Problems[^1].ShouldContain("more");
        lists.Problems.Count.ShouldBeLessThan(30);

        File.Delete(Path.Combine(folder.Path, "hosting/many.txt"));
        lists.Reload();
        lists.Problems.ShouldContain(p => p.Contains("vpn/a.txt:2", StringComparison.Ordinal));
        lists.Problems.ShouldContain(p => p.Contains("vpn/a.txt:3", StringComparison.Ordinal) && p.Contains("too broad", StringComparison.Ordinal));
        lists.Problems.ShouldContain(p => p.Contains("tor/b.json", StringComparison.Ordinal));
        lists.Problems.ShouldContain(p => p.Contains("tor/c.json", StringComparison.Ordinal));
        lists.Problems.ShouldContain(p => p.Contains("service.txt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Folder_IsReadAtStart_AndAgainAfterAChange()
    {
        using var folder = new TempFolder();
        var time = new FakeTimeProvider();
        var options = new EnrichmentOptions { ListsDirectory = Path.Combine(folder.Path, "lists"), ReloadSeconds = 10 };
        folder.Write("lists/tor/a.txt", "198.51.100.9");
        using var lists = new OperatorLists(options, time, NullLogger<OperatorLists>.Instance);
        await lists.StartAsync(TestContext.Current.CancellationToken);
        Of(lists, "198.51.100.9").Egress.ShouldBe(EgressClass.Tor);
        var before = lists.Current;

        folder.Write("lists/vpn/b.txt", "203.0.113.0/24");
        for (var i = 0; i < 200 && ReferenceEquals(lists.Current, before); i++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Of(lists, "203.0.113.1").Egress.ShouldBe(EgressClass.CommercialVpn);
        Directory.Delete(options.ListsDirectory, recursive: true);
        lists.Reload();
        Of(lists, "203.0.113.1").Egress.ShouldBe(EgressClass.Unknown);
        await lists.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void RealLists_OfTheCorpus_AreRead()
    {
        using var folder = new TempFolder();
        foreach (var (from, to) in (ValueTuple<string, string>[])
            [("output/vpn/ipv4.txt", "vpn/known.txt"), ("output/vpn/ipv6.txt", "vpn/known6.txt"), ("misp/icloud-private-relay/list.json", "relay/iCloud Private Relay/list.json"), ("misp/amazon-aws/list.json", "hosting/aws.json"), ("output/datacenter/ipv4.txt", "hosting/datacenter.txt")])
        {
            folder.Write(to, File.ReadAllText(TestPlaces.InCorpus(["ranges", .. from.Split('/')])));
        }

        var lists = Read(folder);
        lists.Problems.ShouldBeEmpty();
        lists.Current.Count.ShouldBeGreaterThan(50_000);
        Of(lists, "104.28.100.10").ShouldBe(new ListVerdict(EgressClass.PrivacyRelay, "iCloud Private Relay"));
        Of(lists, "2.26.157.5").Egress.ShouldBe(EgressClass.CommercialVpn);
        Of(lists, "100.20.1.1").Egress.ShouldBe(EgressClass.Hosting);
    }

    private static ListVerdict Of(OperatorLists lists, string ip) => ListVerdict.Of(lists.Current.Narrowest(IpRange.NumberOf(IPAddress.Parse(ip))));

    private static OperatorLists Read(TempFolder folder)
    {
        var lists = new OperatorLists(new EnrichmentOptions { ListsDirectory = folder.Path }, TimeProvider.System, NullLogger<OperatorLists>.Instance);
        lists.Reload();
        return lists;
    }
}
