using System.Text;
using CsCheck;
using Shouldly;
using Soc.Enrichment.Indicators;
using Soc.Model.Indicators;

namespace Soc.Enrichment.Tests.Indicators;

public sealed class IndicatorDocumentsTests
{
    private const long NowMs = 1_760_000_000_000;

    [Fact]
    public void PlainList_ReadsEveryKind()
    {
        var parsed = Parse("""
            # a list
            198.51.100.7
            198.51.100.77/24 # masked
            203.0.113.9/32 , C2 , 2025-01-02
            2001:DB8::1
            Bad.Example.COM.
            hxxps://bad[.]example/login,phishing
            0.0.0.0 ads.example.net
            D41D8CD98F00B204E9800998ECF8427E
            e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            """, "mine");
        parsed.Problems.ShouldBeEmpty();
        parsed.Indicators.Select(i => $"{i.Kind} {i.Value}").ShouldBe([
            "ip 198.51.100.7", "cidr 198.51.100.0/24", "ip 203.0.113.9", "ip 2001:db8::1", "domain bad.example.com", "url https://bad.example/login",
            "domain ads.example.net", "md5 d41d8cd98f00b204e9800998ecf8427e", "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ]);
        parsed.Indicators.ShouldAllBe(i => i.List == "mine" && i.BaseScore == 80);
        parsed.Indicators[2].Category.ShouldBe("c2");
        parsed.Indicators[2].ListedMs.ShouldBe(new DateTimeOffset(2025, 1, 2, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        parsed.Indicators[0].ListedMs.ShouldBe(NowMs);
    }

    [Fact]
    public void PlainList_RefusesWhatWouldMarkEverybody()
    {
        var parsed = Parse("0.0.0.0/0\n10.0.0.0/8\n::/0\nnonsense\n198.51.100.7,c2,someday\n198.51.100.8,c2,2999-01-01", null);
        parsed.Indicators.Select(i => i.Value).ShouldBe(["198.51.100.7", "198.51.100.8"]);
        parsed.Indicators.ShouldAllBe(i => i.ListedMs == NowMs, "no listing comes from the time to come");
        parsed.Problems.Count.ShouldBe(5);
        parsed.Problems[0].ShouldStartWith("line 1:");
    }

    [Fact]
    public void MispWarningList_TakesItsNameAndDay()
    {
        var parsed = Parse("""{"name":"Known bad","version":20250102,"type":"cidr","list":["198.51.100.0/24",".bad.example"]}""", "given");
        parsed.Indicators.Select(i => i.Kind).ShouldBe(["cidr", "domain"]);
        parsed.Indicators.ShouldAllBe(i => i.List == "Known bad" && i.ListedMs == 1_735_776_000_000);
        Parse("""{"type":"regex","list":["/bad.*/"]}""", null).Problems.Count.ShouldBe(1);
    }

    [Fact]
    public void MispWarningLists_OfTheCorpus_AreRead()
    {
        foreach (var name in (string[])["vpn-ipv4", "public-dns-v4", "microsoft-office365", "google"])
        {
            var parsed = IndicatorDocuments.Parse(File.ReadAllBytes(TestPlaces.InCorpus("ranges", "misp", name, "list.json")), null, NowMs);
            parsed.Indicators.Count.ShouldBeGreaterThan(100, name);
            parsed.Problems.Count.ShouldBeLessThan(parsed.Indicators.Count / 10, name);
        }
    }

    [Fact]
    public void StixBundle_GivesSimpleIndicators_AndSaysWhatItLeavesOut()
    {
        var parsed = Parse("""
            {"type":"bundle","id":"bundle--1","objects":[
              {"type":"identity","name":"Somebody"},
              {"type":"indicator","pattern_type":"stix","pattern":"[ipv4-addr:value = '198.51.100.7' OR ipv4-addr:value = '198.51.100.8'] OR [domain-name:value='bad.example']",
               "valid_from":"2025-01-02T00:00:00Z","valid_until":"2025-02-02T00:00:00Z","indicator_types":["Malicious-Activity"],"confidence":65},
              {"type":"indicator","pattern":"[ipv4-addr:value ISSUBSET '203.0.113.0/24']","labels":["scanner"]},
              {"type":"indicator","pattern":"[file:hashes.'SHA-256' IN ('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')]"},
              {"type":"indicator","pattern":"[ipv4-addr:value = '198.51.100.9']","revoked":true},
              {"type":"indicator","pattern":"[url:value = 'https://bad.example/it\\'s']","confidence":"high"},
              {"type":"indicator","pattern":"[ipv4-addr:value = '198.51.100.10' AND network-traffic:dst_port = 443]"},
              {"type":"indicator","pattern":"[ipv4-addr:value = '198.51.100.11'] FOLLOWEDBY [domain-name:value = 'x.example']"},
              {"type":"indicator","pattern":"[ipv4-addr:value != '198.51.100.12']"},
              {"type":"indicator","pattern_type":"yara","pattern":"rule x {}"},
              {"type":"indicator"}, 5]}
            """, "feed");
        parsed.Indicators.Select(i => i.Value).ShouldBe(["198.51.100.7", "198.51.100.8", "bad.example", "203.0.113.0/24", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "198.51.100.9", "https://bad.example/it's"]);
        parsed.Problems.Count.ShouldBe(5);
        var first = parsed.Indicators[0];
        first.ShouldBe(new Indicator { Kind = "ip", Value = "198.51.100.7", List = "feed", Category = "malicious-activity", BaseScore = 65, ListedMs = 1_735_776_000_000, ValidUntilMs = 1_738_454_400_000 });
        parsed.Indicators[3].Category.ShouldBe("scanner");
        parsed.Indicators[5].ValidUntilMs.ShouldBe(1, "revoked: the listing has ended");
        parsed.Indicators[6].BaseScore.ShouldBe(80);
    }

    [Fact]
    public void OwnForm_IsRead()
    {
        var parsed = Parse("""
            {"list":"sightings","indicators":[
              {"value":"198.51.100.7","category":"C2","listedAt":"2025-01-02T00:00:00Z","score":95.6,"validUntil":"2025-02-02"},
              {"value":"198.51.100.8","score":"70"},{"value":"198.51.100.9","score":500},"203.0.113.0/24",{"value":"198.51.100.1","listedAt":"someday"},{"value":7},{},null]}
            """, null);
        parsed.Indicators.Select(i => i.BaseScore).ShouldBe([96, 70, 100, 80, 80]);
        parsed.Indicators[0].ValidUntilMs.ShouldBe(1_738_454_400_000);
        parsed.Indicators.ShouldAllBe(i => i.List == "sightings");
        parsed.Problems.Count.ShouldBe(4);
    }

    [Fact]
    public void SizeAndCount_HaveLimits_SaidClearly()
    {
        IndicatorDocuments.Parse(new byte[IndicatorDocuments.MaxBytes + 1], null, NowMs).Problems.Single().ShouldContain("in parts");
        var many = new StringBuilder();
        for (var i = 0; i < IndicatorSink.MaxIndicators + 5; i++)
        {
            many.Append("198.51.").Append((i / 250) % 250).Append('.').Append(i % 250).Append('\n');
        }

        var parsed = Parse(many.ToString(), null);
        parsed.Indicators.Count.ShouldBe(IndicatorSink.MaxIndicators);
        parsed.Problems.Single().ShouldContain("send the rest in another");
        Parse(string.Join('\n', Enumerable.Repeat("bad", 1_000)), null).Problems.Count.ShouldBe(101);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("[")]
    [InlineData("{}")]
    [InlineData("[1,[2]]")]
    [InlineData("{\"list\":[\"\\ud800\"]}")]
    [InlineData("{\"indicators\":[{\"value\":\"\\udc00\",\"score\":{}}]}")]
    [InlineData("{\"objects\":[{\"type\":\"indicator\",\"pattern\":\"[\"},{\"type\":5}]}")]
    [InlineData("{\"type\":\"bundle\",\"objects\":{}}")]
    public void Nonsense_GivesProblems_NeverAnException(string text) => Parse(text, null).Indicators.ShouldBeEmpty();

    [Fact]
    public void AnyBytes_NeverThrow() =>
        Gen.Select(Gen.Int[0, 5].Select(i => new[] { "", "{", "[", "{\"objects\":[{\"type\":\"indicator\",\"pattern\":\"[ipv4-addr:value = '", "{\"list\":[\"", "198.51.100.7," }[i]), Gen.Byte.Array[0, 80])
            .Sample((start, rest) => IndicatorDocuments.Parse((byte[])[.. Encoding.UTF8.GetBytes(start), .. rest], null, NowMs).ShouldNotBeNull());

    private static ParsedIndicators Parse(string text, string? list) => IndicatorDocuments.Parse(Encoding.UTF8.GetBytes(text), list, NowMs);
}
