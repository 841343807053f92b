using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace Soc.Gateway.Tests.Responses;

/// <summary>Operations by the API: proposed, agreed to, in force, extended, ended, and what is refused.</summary>
public sealed class ResponseTests(ActingProduct product) : IClassFixture<ActingProduct>
{
    [Fact]
    public async Task AnAnalystProposes_AnotherPersonAgrees_AndItIsUndone()
    {
        var (analyst, responder, _) = await product.NewClientAsync("acting");
        var sameName = await product.Host.NewRoleAsync("acting", "responder", "anna");
        var asked = await product.ProposeAsync(ActingProduct.Block("203.0.113.77"), analyst, "awaiting_approval");
        var id = asked.GetProperty("id").GetString()!;
        var live = asked.GetProperty("live");
        live.GetProperty("waitsFor").GetString()!.ShouldContain("a person's yes");
        live.GetProperty("approvalsNeeded").GetInt32().ShouldBe(1);
        live.GetProperty("checks").GetArrayLength().ShouldBeGreaterThan(3);
        live.GetProperty("history")[0].GetProperty("by").GetProperty("name").GetString().ShouldBe("anna");
        (asked.GetProperty("client").GetString(), asked.GetProperty("connector").GetString(), asked.GetProperty("reversible").GetBoolean()).ShouldBe(("acting", "feed", true));
        var hash = asked.GetProperty("hash").GetString();

        (await product.WishAsync(id, "approve", new { hash }, analyst)).Status.ShouldBe(403);
        (await product.WishAsync(id, "approve", new { hash }, sameName)).ShouldBe((409, "Whoever wants it cannot agree to it himself: another person has to."));
        (await product.WishAsync(id, "approve", new { hash = "something else" }, responder)).Said.ShouldContain("look at it again");
        (await product.WishAsync(id, "approve", new { }, responder)).Status.ShouldBe(422);
        (await product.WishAsync(id, "release", new { why = "Not yet." }, responder)).ShouldBe((409, "It has not begun: reject it."));
        (await product.WishAsync(id, "approve", new { hash }, responder)).Status.ShouldBe(202);
        var enforced = await product.UntilAsync(id, analyst, "enforced");
        (enforced.GetProperty("inForce").GetBoolean(), enforced.GetProperty("approvedBy")[0].GetString()).ShouldBe((true, "ben"));
        (await BlockedAsync("acting")).ShouldBe(1);

        var until = enforced.GetProperty("until").GetDateTimeOffset();
        (await product.WishAsync(id, "extend", new { minutes = 30, why = "It goes on." }, sameName)).Status.ShouldBe(409);
        (await product.WishAsync(id, "extend", new { why = "It goes on." }, responder)).Status.ShouldBe(422);
        (await product.WishAsync(id, "extend", new { minutes = 30, until = "2030-01-01", why = "Both." }, responder)).Status.ShouldBe(422);
        (await product.WishAsync(id, "extend", new { until = "2030-01-01", why = "For years." }, responder)).Said.ShouldContain("hours in all");
        (await product.WishAsync(id, "extend", new { minutes = 30, why = "It goes on." }, responder)).Status.ShouldBe(202);
        (await product.UntilAsync(id, analyst, "enforced")).GetProperty("until").GetDateTimeOffset().ShouldBe(until.AddMinutes(30));

        (await product.WishAsync(id, "undo", new { }, analyst)).Status.ShouldBe(422);
        (await product.WishAsync(id, "undo", new { why = "It is our scanner." }, analyst)).Status.ShouldBeOneOf(200, 202);
        var over = await product.UntilAsync(id, analyst, "rolled_back");
        (over.GetProperty("undone").GetBoolean(), over.GetProperty("endedBy").GetString(), over.GetProperty("live").GetProperty("waitsFor").ValueKind).ShouldBe((true, "anna", JsonValueKind.Null));
        (await BlockedAsync("acting")).ShouldBe(0);
        (await product.WishAsync(id, "undo", new { why = "Again." }, analyst)).ShouldBe((409, "It is over: rolled back."));
    }

    [Fact]
    public async Task AResponderNeedsNobody_AndReleases_WhatIsAskedForIsRejected()
    {
        var (analyst, responder, _) = await product.NewClientAsync("alone");
        var viewer = await product.Host.NewRoleAsync("alone", "client_viewer");
        var done = await product.ProposeAsync(ActingProduct.Block("203.0.113.0/29"), responder, "enforced");
        done.GetProperty("needsApproval").GetBoolean().ShouldBeFalse();
        var id = done.GetProperty("id").GetString()!;
        (await product.WishAsync(id, "release", new { why = "It stopped." }, viewer)).Status.ShouldBe(403);
        (await product.WishAsync(id, "release", new { why = "It stopped." }, analyst)).Status.ShouldBeOneOf(200, 202);
        (await product.UntilAsync(id, viewer, "rolled_back")).GetProperty("undone").GetBoolean().ShouldBeFalse();

        var asked = await product.ProposeAsync(ActingProduct.Block("203.0.113.78"), analyst, "awaiting_approval");
        var rejected = asked.GetProperty("id").GetString()!;
        (await product.WishAsync(rejected, "reject", new { why = "It is a customer." }, responder)).ShouldBe((200, "rejected"));
        (await product.WishAsync(rejected, "approve", new { hash = asked.GetProperty("hash").GetString() }, responder)).Said.ShouldContain("Nobody is asked");
        (await product.Host.AskAsync(HttpMethod.Post, "/api/v1/responses", ActingProduct.Block("203.0.113.79"), viewer)).Status.ShouldBe(403);

        var all = await product.Host.GetAsync("/api/v1/responses", viewer);
        all.GetProperty("items").EnumerateArray().Select(o => o.GetProperty("status").GetString()).ShouldBe(["rejected", "rolled_back"]);
        all.GetProperty("items")[0].GetProperty("live").ValueKind.ShouldBe(JsonValueKind.Null);
        (await CountAsync("status=rejected")).ShouldBe(1);
        (await CountAsync("status=in_force,rolled_back")).ShouldBe(1);
        (await CountAsync("until=2020-01-01")).ShouldBe(0);
        (await CountAsync("since=2020-01-01&incident=inc-1")).ShouldBe(0);
        var first = await product.Host.GetAsync("/api/v1/responses?limit=1", viewer);
        var second = await product.Host.GetAsync($"/api/v1/responses?limit=1&cursor={first.GetProperty("nextCursor").GetString()}", viewer);
        second.GetProperty("items")[0].GetProperty("id").GetString().ShouldBe(id);

        async Task<int> CountAsync(string query) => (await product.Host.GetAsync($"/api/v1/responses?{query}", viewer)).GetProperty("items").GetArrayLength();
    }

    [Fact]
    public async Task WhoOnlyTries_IsToldWhatWouldBeDone_AndNothingIs()
    {
        var (analyst, _, _) = await product.NewClientAsync("trying");
        var tried = await product.ProposeAsync(ActingProduct.Block("203.0.113.80", dryRun: true), analyst, "dry_run");
        tried.GetProperty("live").GetProperty("plan").GetString().ShouldNotBeNullOrWhiteSpace();
        tried.GetProperty("statusReason").GetString()!.ShouldContain("would have been done");
        tried.GetProperty("live").GetProperty("history").EnumerateArray().Select(e => e.GetProperty("kind").GetString()).ShouldBe(["proposed", "guards", "plan"]);
        (await BlockedAsync("trying")).ShouldBe(0);

        var inside = await product.ProposeAsync(ActingProduct.Block("10.1.2.3", dryRun: true), analyst, "denied");
        inside.GetProperty("live").GetProperty("checks").EnumerateArray().Single(c => !c.GetProperty("passed").GetBoolean()).GetProperty("name").GetString().ShouldBe("never_block");
        var connectors = await product.Host.GetAsync("/api/v1/clients/trying/connectors", analyst);
        var feed = connectors.GetProperty("items").EnumerateArray().Single();
        (feed.GetProperty("name").GetString(), feed.GetProperty("kind").GetString()).ShouldBe(("feed", "feed"));
        feed.GetProperty("actions").EnumerateArray().Select(a => a.GetProperty("action").GetString()).ShouldBe(["block_address", "block_domain"]);
    }

    [Fact]
    public async Task TheSameKey_IsTheSameOperation_EvenWhenTheAnswerIsForgotten()
    {
        var (_, responder, other) = await product.NewClientAsync("again");
        var first = await AskAsync(ActingProduct.Block("203.0.113.81"), responder);
        first.Status.ShouldBe(202);
        (await AskAsync(ActingProduct.Block("203.0.113.81"), responder)).ShouldBe(first);
        (await AskAsync(ActingProduct.Block("203.0.113.82"), responder)).Status.ShouldBe(422, "another operation under the same key");
        (await AskAsync(ActingProduct.Block("203.0.113.81"), other)).Said.Equals(first.Said, StringComparison.Ordinal).ShouldBeFalse("a key is its caller's own");

        async Task<(int Status, string Said)> AskAsync(object body, string key)
        {
            var (status, answer) = await product.Host.AskAsync(HttpMethod.Post, "/api/v1/responses", body, key, ("Idempotency-Key", "night-1"));
            return (status, answer!.Value.GetProperty(status == 202 ? "id" : "detail").GetString()!);
        }
    }

    [Theory]
    [InlineData("""{}""", "action", "block_address")]
    [InlineData("""{"action":"nuke"}""", "action", "'nuke'")]
    [InlineData("""{"action":"block_address","target":{"kind":"user","key":"anna"}}""", "target.kind", "cannot be against a user")]
    [InlineData("""{"action":"block_address","target":{"kind":"galaxy","key":"x"}}""", "target.kind", "user, device, address or domain")]
    [InlineData("""{"action":"block_address","target":{"kind":"address","key":"203.0.113.7:443"}}""", "target.key", "no address")]
    [InlineData("""{"action":"block_address","target":{"kind":"address","key":"bad.example"}}""", "target.key", "no address")]
    [InlineData("""{"action":"block_domain","target":{"kind":"domain","key":"no domain"}}""", "target.key", "no domain")]
    [InlineData("""{"action":"block_address","target":{"kind":"address","key":"203.0.113.7","mac":"xx"}}""", "target.mac", "hardware address")]
    [InlineData("""{"action":"block_address","target":{"kind":"address","key":"203.0.113.7","connection":{"srcIp":"10.0.0.1","srcPort":1,"dstIp":"203.0.113.7","dstPort":0}}}""", "target.connection", "reset_connection")]
    [InlineData("""{"action":"block_address","target":{"kind":"address","key":"203.0.113.7"},"minutes":0}""", "minutes", "1 to 1440")]
    [InlineData("""{"action":"block_address","target":{"kind":"address","key":"203.0.113.7"},"minutes":1441}""", "minutes", "1 to 1440")]
    [InlineData("""{"action":"block_address","target":{"kind":"address","key":"203.0.113.7"},"minutes":5}""", "reason", "Say why")]
    [InlineData("""{"action":"block_address","target":{"kind":"address","key":"203.0.113.7"},"minutes":5,"reason":"x","connector":"fw-9"}""", "connector", "no connector 'fw-9' for block_address: use feed")]
    [InlineData("""{"action":"isolate_device","target":{"kind":"device","key":"lt-1"},"minutes":5,"reason":"x"}""", "connector", "no connector for isolate_device")]
    public async Task WhatMakesNoSense_IsRefused_AndTheMemberIsNamed(string json, string member, string words)
    {
        var body = JsonNode.Parse(json)!.AsObject();
        body["client"] = "demo";
        var (status, problem) = await product.Host.AskAsync(HttpMethod.Post, "/api/v1/responses", body);
        status.ShouldBe(422, problem?.ToString());
        problem!.Value.GetProperty("errors").GetProperty(member)[0].GetString()!.ShouldContain(words);
    }

    [Fact]
    public async Task WhoSeesAllClients_NamesOne()
    {
        var (status, problem) = await product.Host.AskAsync(HttpMethod.Get, "/api/v1/responses");
        (status, problem!.Value.GetProperty("detail").GetString()!.Contains("?client=", StringComparison.Ordinal)).ShouldBe((400, true));
        (await product.Host.AskAsync(HttpMethod.Post, "/api/v1/responses", ActingProduct.Block("203.0.113.83"))).Status.ShouldBe(422);
        (await product.Host.AskAsync(HttpMethod.Get, "/api/v1/responses?client=nobody")).Status.ShouldBe(404);
        foreach (var query in new[] { "status=new", "since=yesterday", "until=tomorrow", "limit=0", "cursor=nonsense" })
        {
            var (refused, detail) = await product.Host.AskAsync(HttpMethod.Get, $"/api/v1/responses?client=demo&{query}");
            (refused, detail!.Value.GetProperty("detail").GetString()!.Contains(query.Split('=')[0], StringComparison.Ordinal)).ShouldBe((400, true), query);
        }
    }

    private async Task<int> BlockedAsync(string client) =>
        (await product.Host.GetAsync($"/api/v1/clients/{client}/feeds")).GetProperty("entries").GetInt32();
}
