using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Shouldly;
using Soc.Model.Response.Feeds;
using Soc.Response.Feeds;
using Xunit;
using static Soc.Response.Tests.Feeds.Blocks;

namespace Soc.Response.Tests.Feeds;

public sealed partial class CrowdSecStreamTests
{
    [Fact]
    public void A_bouncer_that_begins_gets_addresses_and_networks_with_what_is_left_of_their_time() => Stream(Sample(), null, isStartup: true, T0 + 50).ShouldBe(
        """{"new":["""
        + """{"id":N,"origin":"soc","type":"ban","scope":"Ip","value":"203.0.113.7","duration":"1h0m0s","scenario":"soc/block"},"""
        + """{"id":N,"origin":"soc","type":"ban","scope":"Range","value":"198.51.100.0/28","duration":"2h0m0s","scenario":"soc/block"},"""
        + """{"id":N,"origin":"soc","type":"ban","scope":"Ip","value":"2001:db8::5","duration":"1h0m0s","scenario":"soc/block"}],"deleted":[]}""");

    [Fact]
    public void A_deletion_is_told_once_to_each_bouncer()
    {
        var list = BlockList.Empty.Hold(Request("op-1"), T0, BlockAnswerKind.Held);
        var (first, second) = (list.View(Client, T0).Version, default(long?));
        var view = list.Release(BlockKind.Address, Address, "op-1", T0 + MinuteMs).View(Client, T0 + MinuteMs);
        Stream(view, first, isStartup: false, T0 + MinuteMs).ShouldBe("""{"new":[],"deleted":[{"id":N,"origin":"soc","type":"ban","scope":"Ip","value":"203.0.113.7","duration":"-1s","scenario":"soc/block"}]}""");
        Stream(view, view.Version, isStartup: false, T0 + MinuteMs).ShouldBe("""{"new":[],"deleted":[]}""");
        Stream(view, second, isStartup: false, T0 + MinuteMs).ShouldContain(Address, Case.Sensitive, "one that is not known may have it");
        Stream(view, second, isStartup: true, T0 + MinuteMs).ShouldBe("""{"new":[],"deleted":[]}""", "one that begins has nothing");
        Stream(view, view.Version + 10, isStartup: false, T0 + MinuteMs).ShouldContain(Address, Case.Sensitive, "a number that this list never had says nothing");
    }

    [Fact]
    public void Positions_are_bounded_and_the_oldest_gives_way()
    {
        var positions = new BouncerPositions();
        for (var i = 0; i <= BouncerPositions.MaxBouncers; i++)
        {
            positions.Advance($"b{i}", i);
        }

        positions.Of("b0").ShouldBeNull();
        positions.Of("b1").ShouldBe(1);
    }

    /// <summary>Bouncers that poll now and then, deletions applied first: each has exactly what is blocked after each poll.</summary>
    [Fact]
    public void However_bouncers_poll_they_have_what_is_blocked() =>
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 4], Gen.Int[0, 2], Gen.Int[1, 30], Gen.Int[0, 10], Gen.Int[0, 2]).Array[0, 40].Sample(steps =>
        {
            var (list, now, positions) = (BlockList.Empty, T0, new BouncerPositions());
            HashSet<string>[] bouncers = [[], []];
            foreach (var (what, value, operation, minutes, wait, polls) in steps)
            {
                now += wait * MinuteMs;
                var name = $"203.0.113.{value}";
                list = what == 0
                    ? list.Release(BlockKind.Address, name, $"op-{operation}", now)
                    : list.Hold(Request($"op-{operation}", name, now + (minutes * MinuteMs)), now, BlockAnswerKind.Held);
                if (polls < bouncers.Length)
                {
                    var view = list.View(Client, now);
                    using var news = JsonDocument.Parse(CrowdSecStream.Render(view, positions.Of($"b{polls}"), isStartup: false, now));
                    bouncers[polls].ExceptWith(Values(news, "deleted"));
                    bouncers[polls].UnionWith(Values(news, "new"));
                    positions.Advance($"b{polls}", view.Version);
                    Stream(view, positions.Of($"b{polls}"), isStartup: false, now).ShouldBe("""{"new":[],"deleted":[]}""", "each is told once");
                    bouncers[polls].Order(StringComparer.Ordinal).ShouldBe(view.Entries.Select(e => e.Value).Order(StringComparer.Ordinal));
                }
            }
        });

    private static IEnumerable<string> Values(JsonDocument news, string member) => news.RootElement.GetProperty(member).EnumerateArray().Select(d => d.GetProperty("value").GetString()!);

    [Fact]
    public void Decisions_have_numbers_that_stay_and_that_every_reader_of_json_can_hold()
    {
        var (one, again) = (Ids(Sample()), Ids(Sample()));
        one.ShouldBe(again);
        one.ShouldBeUnique();
        one.ShouldAllBe(id => id > 0 && id <= 9_007_199_254_740_991);
    }

    private static long[] Ids(BlockListView view)
    {
        using var stream = JsonDocument.Parse(CrowdSecStream.Render(view, null, isStartup: true, T0));
        return [.. stream.RootElement.GetProperty("new").EnumerateArray().Select(d => d.GetProperty("id").GetInt64())];
    }

    private static string Stream(BlockListView view, long? since, bool isStartup, long nowMs) =>
        Id().Replace(Encoding.UTF8.GetString(CrowdSecStream.Render(view, since, isStartup, nowMs)), "\"id\":N");

    [GeneratedRegex("\"id\":[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
