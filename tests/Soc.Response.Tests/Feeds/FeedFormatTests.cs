using CsCheck;
using Shouldly;
using Soc.Model.Policies;
using Soc.Model.Response.Feeds;
using Soc.Response.Feeds;
using Xunit;
using static Soc.Response.Tests.Feeds.Blocks;

namespace Soc.Response.Tests.Feeds;

/// <summary>Every format byte for byte, as the vendor describes it.</summary>
public sealed class FeedFormatTests
{
    [Fact]
    public void PanOs_takes_addresses_with_a_comment_and_nothing_breaks_out_of_it() => Text("paloalto_ip", Sample()).ShouldBe(
        """
        203.0.113.7 until 2026-11-27T01:00:00.000Z Beacon to a listed address.
        198.51.100.0/28 until 2026-11-27T02:00:00.000Z Beacon to a listed address.
        2001:db8::5 until 2026-11-27T01:00:00.000Z Guessing?passwords

        """);

    [Fact]
    public void PanOs_takes_domains_and_urls_that_end_with_a_slash()
    {
        Text("paloalto_domain", Sample()).ShouldBe("evil.bad-hosting.example\nbad.example\n");
        Text("paloalto_url", Sample()).ShouldBe("evil.bad-hosting.example/\n*.evil.bad-hosting.example/\nbad.example/\n*.bad.example/\n");
    }

    [Theory]
    [InlineData("fortigate_ip", "203.0.113.7\n198.51.100.0/28\n2001:db8::5\n")]
    [InlineData("plain_ip", "203.0.113.7\n198.51.100.0/28\n2001:db8::5\n")]
    [InlineData("fortigate_domain", "evil.bad-hosting.example\nbad.example\n")]
    [InlineData("plain_domain", "evil.bad-hosting.example\nbad.example\n")]
    public void Text_lists_have_an_entry_a_line(string feed, string expected) => Text(feed, Sample()).ShouldBe(expected);

    [Fact]
    public void Check_Point_finds_one_object_whose_id_stays()
    {
        const string Start = """{"version":"1.0","description":"Addresses that are blocked for acme","objects":[{"name":"soc-block","id":"b1fe0ebd-f95d-5ae3-a74c-d26a964370b6","description":"Blocked for a limited time","ranges":[""";
        Text("checkpoint", Sample()).ShouldBe(Start + "\"203.0.113.7\",\"198.51.100.0/28\",\"2001:db8::5\"]}]}");
        Text("checkpoint", BlockList.Empty.View(Client, T0)).ShouldBe(Start + "]}]}");
        Text("checkpoint", Sample() with { Client = "other" }).ShouldNotContain("b1fe0ebd-f95d-5ae3-a74c-d26a964370b6");
    }

    [Fact]
    public void Stix_has_an_indicator_each()
    {
        var view = BlockList.Empty.Hold(Request("op-1", reason: "Said \"no\".\n"), T0, BlockAnswerKind.Held).Hold(Request("op-2", "198.51.100.0/28", score: 5), T0 + 7, BlockAnswerKind.Held).View(Client, T0 + 9);
        Text("stix", view).ShouldBe(
            """{"type":"bundle","id":"bundle--a3166eed-4507-5a3e-b860-8c3a0ccbb06b","objects":["""
            + """{"type":"indicator","spec_version":"2.1","id":"indicator--e3c81cab-90ef-55e6-b368-961ac610413c","created":"2026-11-27T00:00:00.000Z","modified":"2026-11-27T00:00:00.000Z","name":"203.0.113.7","indicator_types":["malicious-activity"],"pattern":"[ipv4-addr:value = '203.0.113.7']","pattern_type":"stix","valid_from":"2026-11-27T00:00:00.000Z","description":"Said \"no\".\n","confidence":90,"valid_until":"2026-11-27T01:00:00.000Z"},"""
            + """{"type":"indicator","spec_version":"2.1","id":"indicator--0e97307a-38cd-504d-8cea-5007f713b738","created":"2026-11-27T00:00:00.007Z","modified":"2026-11-27T00:00:00.007Z","name":"198.51.100.0/28","indicator_types":["malicious-activity"],"pattern":"[ipv4-addr:value ISSUBSET '198.51.100.0/28']","pattern_type":"stix","valid_from":"2026-11-27T00:00:00.007Z","description":"Beacon to a listed address.","confidence":5,"valid_until":"2026-11-27T01:00:00.000Z"}]}""");
        Text("stix", BlockList.Empty.View(Client, T0)).ShouldBe("""{"type":"bundle","id":"bundle--6c03991c-d883-5cf2-a1f9-931565baa71d"}""", "a list of no objects is not allowed");
    }

    [Fact]
    public void A_response_policy_zone_says_first_what_is_never_blocked()
    {
        var policy = ClientPolicy.DefaultFor(Client) with { Version = 3, ProtectedAssets = ["domain:Bad-Hosting.example.", "address:10.0.0.1", "domain:good.bad.example"] };
        var view = Sample();
        Text("rpz", view, FeedContext.Of(policy)).ShouldBe(
            $"""
            $TTL 60
            @ SOA localhost. hostmaster.localhost. {view.Version + 3} 60 30 604800 60
            @ NS localhost.
            bad-hosting.example CNAME rpz-passthru.
            *.bad-hosting.example CNAME rpz-passthru.
            good.bad.example CNAME rpz-passthru.
            *.good.bad.example CNAME rpz-passthru.
            bad.example CNAME .
            *.bad.example CNAME .

            """,
            "what is below a name that is never blocked would win over it, and is left out");
    }

    [Fact]
    public void A_name_too_long_for_a_zone_does_not_break_it()
    {
        var name = string.Join('.', Enumerable.Repeat(new string('a', 60), 4));
        var view = BlockList.Empty.Hold(Request("op-1", name), T0, BlockAnswerKind.Held).View(Client, T0);
        Text("rpz", view).ShouldNotContain("CNAME");
        Text("plain_domain", view).ShouldBe(name + "\n");
    }

    [Fact]
    public void Every_format_is_the_same_bytes_for_the_same_list_and_others_for_another() =>
        Gen.Int[0, 255].HashSet[0, 8].Select(Gen.Int[0, 255].HashSet[0, 8]).Sample((first, second) =>
        {
            foreach (var format in FeedFormats.All)
            {
                var (a, again, b) = (Bytes(format.Name, Of(first)), Bytes(format.Name, Of(first.Reverse())), Bytes(format.Name, Of(second)));
                a.ShouldBe(again, format.Name);
                a.SequenceEqual(b).ShouldBe(first.SetEquals(second), format.Name);
            }
        });

    [Fact]
    public void Names_and_paths_of_formats_are_unique()
    {
        FeedFormats.All.Select(f => f.Name).Append(FeedFormats.CrowdSec).Append(FeedFormats.Taxii).ShouldBeUnique(StringComparer.Ordinal);
        FeedFormats.All.Select(f => f.Path).ShouldBeUnique(StringComparer.Ordinal);
    }

    // Of addresses and domains with the same numbers, in whatever order they are made; the version says how many there are of which.
    private static BlockListView Of(IEnumerable<int> numbers)
    {
        var entries = numbers.SelectMany(n => (string[])[$"203.0.113.{n}", $"d{n}.example"])
            .Select(v => new BlockEntry(KindOf(v), v, 1, T0, T0, [new BlockHold("op", T0, T0 + HourMs, 50, "")]))
            .OrderBy(e => e.Kind).ThenBy(e => e.Value, StringComparer.Ordinal);
        return new BlockListView { Client = Client, Version = numbers.Aggregate(7L, (v, n) => v ^ (1L << (n % 60)) ^ (n * 1_000_003L)), Entries = [.. entries] };
    }
}
