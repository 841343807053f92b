using System.Text;
using System.Text.Json;
using Shouldly;
using Soc.Model.Response.Feeds;
using Soc.Response.Feeds;
using Xunit;
using static Soc.Response.Tests.Feeds.Blocks;

namespace Soc.Response.Tests.Feeds;

public sealed class TaxiiTests
{
    private static readonly TaxiiQuery Everything = new(0, -1, TaxiiQuery.DefaultLimit, [], []);

    [Fact]
    public void Discovery_root_and_collection_are_what_the_specification_asks()
    {
        Encoding.UTF8.GetString(Taxii.Discovery(Client, "https://soc.example/feeds/acme/taxii2/root/")).ShouldBe(
            """{"title":"Blocked by the SOC","description":"What is blocked for acme","default":"https://soc.example/feeds/acme/taxii2/root/","api_roots":["https://soc.example/feeds/acme/taxii2/root/"]}""");
        Encoding.UTF8.GetString(Taxii.ApiRoot()).ShouldBe("""{"title":"Blocked by the SOC","versions":["application/taxii+json;version=2.1"],"max_content_length":65536}""");
        var collection = $$"""{"id":"{{Taxii.CollectionOf(Client)}}","title":"Blocked by the SOC","description":"What is blocked for acme","can_read":true,"can_write":false,"media_types":["application/stix+json;version=2.1"]}""";
        Encoding.UTF8.GetString(Taxii.Collection(Client)).ShouldBe(collection);
        Encoding.UTF8.GetString(Taxii.Collections(Client)).ShouldBe($$"""{"collections":[{{collection}}]}""");
    }

    [Fact]
    public void Pages_lead_through_everything_in_the_order_of_change()
    {
        var (next, names) = (-1L, new List<string>());
        for (var pages = 1; ; pages++)
        {
            var page = Taxii.Objects(Sample(), Everything with { AfterVersion = next, Limit = 2 });
            using var envelope = JsonDocument.Parse(page.Body);
            names.AddRange(envelope.RootElement.GetProperty("objects").EnumerateArray().Select(o => o.GetProperty("name").GetString()!));
            if (!envelope.RootElement.GetProperty("more").GetBoolean())
            {
                pages.ShouldBe(3);
                page.UpToVersion.ShouldBe(Sample().Version);
                break;
            }

            next = long.Parse(envelope.RootElement.GetProperty("next").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
            page.UpToVersion.ShouldBe(next);
        }

        names.ShouldBe(["203.0.113.7", "2001:db8::5", "198.51.100.0/28", "bad.example", "evil.bad-hosting.example"]);
    }

    [Fact]
    public void What_came_after_a_moment_is_told_revoked_when_it_ended()
    {
        var list = BlockList.Empty.Hold(Request("op-1"), T0, BlockAnswerKind.Held).Hold(Request("op-2", "bad.example"), T0, BlockAnswerKind.Held);
        var before = Taxii.Objects(list.View(Client, T0), Everything);
        (before.Count, before.FirstAdded, before.LastAdded).ShouldBe((2, "2026-11-27T00:00:00.000Z", "2026-11-27T00:00:00.001Z"));
        var view = list.Release(BlockKind.Address, Address, "op-1", T0 + MinuteMs).Hold(Request("op-3"), T0 + MinuteMs, BlockAnswerKind.Held).View(Client, T0 + MinuteMs);
        var page = Taxii.Objects(view, Everything with { AddedAfterMs = T0 + 1 });
        using var envelope = JsonDocument.Parse(page.Body);
        var objects = envelope.RootElement.GetProperty("objects").EnumerateArray().ToList();
        objects.Count.ShouldBe(2);
        (objects[0].GetProperty("revoked").GetBoolean(), objects[1].TryGetProperty("revoked", out _)).ShouldBe((true, false));
        objects.Select(o => o.GetProperty("id").GetString()).ShouldBeUnique(StringComparer.Ordinal, "what is revoked never comes back: another block is another object");
        using var first = JsonDocument.Parse(before.Body);
        first.RootElement.GetProperty("objects")[0].GetProperty("id").GetString().ShouldBe(objects[0].GetProperty("id").GetString(), "the one that began is the one that ended");
        Encoding.UTF8.GetString(Taxii.Objects(view, Everything with { AddedAfterMs = T0 + HourMs }).Body).ShouldBe("{}");
    }

    [Fact]
    public void Filters_narrow()
    {
        var id = Ids(Everything)[1];
        Ids(Everything with { Ids = [id] }).ShouldBe([id]);
        Ids(Everything with { Types = ["indicator", "identity"] }).Count.ShouldBe(5);
        Ids(Everything with { Types = ["identity"] }).ShouldBeEmpty();
    }

    private static List<string> Ids(TaxiiQuery query)
    {
        using var envelope = JsonDocument.Parse(Taxii.Objects(Sample(), query).Body);
        return envelope.RootElement.TryGetProperty("objects", out var objects) ? [.. objects.EnumerateArray().Select(o => o.GetProperty("id").GetString()!)] : [];
    }
}
