using System.Text.Json;
using Shouldly;
using Soc.GrainInterfaces.Storage;
using Microsoft.Extensions.DependencyInjection;
using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Signals;

namespace Soc.Gateway.Tests.Api;

/// <summary>Rules of engagement: read, said back, saved only by who may, tried over the past.</summary>
public sealed class RulesTests(ProductHost product) : IClassFixture<ProductHost>
{
    private static readonly object _block = new { id = "block", action = "block_address", mode = "act_and_wake", minScore = 90, maxMinutes = 60, hours = new { when = "night" } };

    private static readonly object _tell = new { mode = "digest", minScore = 40 };

    [Fact]
    public async Task Rules_AreReplacedAlone_AndSaidBackInWords()
    {
        (await product.AskAsync(HttpMethod.Put, "/api/v1/clients/worded", new { displayName = "Acme", timeZone = "Europe/Zurich" })).Status.ShouldBe(201);
        using var put = await product.SendAsync(HttpMethod.Put, "/api/v1/clients/worded/rules", new { rules = new[] { _block, _tell }, engagement = new { digestAt = "07:30" } });
        ((int)put.StatusCode).ShouldBe(200);
        put.Headers.ETag!.Tag.ShouldBe("\"2\"");
        (await product.GetAsync("/api/v1/clients/worded")).GetProperty("displayName").GetString().ShouldBe("Acme");

        var rules = await product.GetAsync("/api/v1/clients/worded/rules");
        rules.GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("id").GetString()).ShouldBe(["block", "rule-2"]);
        var words = rules.GetProperty("words");
        words.GetProperty("rules")[0].GetProperty("sentence").GetString().ShouldBe(
            "A score of 90 or more on anything at night (18:00-08:00, weekends, holidays): block the address for 60 minutes, wake the on-call.");
        words.GetProperty("digest").GetString().ShouldBe("The digest is sent at 07:30 (Europe/Zurich).");
        words.GetProperty("warnings").EnumerateArray().ShouldContain(w => w.GetProperty("text").GetString()!.Contains("no contact is named", StringComparison.Ordinal));
        (await product.AskAsync(HttpMethod.Get, "/api/v1/clients/worded/rules", null, ProductHost.AdminKey, ("If-None-Match", "\"2\""))).Status.ShouldBe(304);

        // What was read can be sent back; an engagement that is left out stays.
        (await product.AskAsync(HttpMethod.Put, "/api/v1/clients/worded/rules", rules, ProductHost.AdminKey, ("If-Match", "\"2\""))).Status.ShouldBe(200);
        (await product.AskAsync(HttpMethod.Put, "/api/v1/clients/worded/rules", new { rules = Array.Empty<object>() }, ProductHost.AdminKey, ("If-Match", "\"2\""))).Status.ShouldBe(412);
        var (_, emptied) = await product.AskAsync(HttpMethod.Put, "/api/v1/clients/worded/rules", new { rules = Array.Empty<object>() });
        emptied!.Value.GetProperty("engagement").GetProperty("digestAt").GetString().ShouldBe("07:30");
    }

    [Theory]
    [InlineData("{}", "rules", "empty list")]
    [InlineData("""{"rules":[{"mode":"ask","minScore":1}]}""", "rules[0].action", "block_address")]
    [InlineData("""{"rules":[null]}""", "rules[0]", "null")]
    [InlineData("""{"rules":[],"engagement":{"contacts":[{"who":"Anna"}]}}""", "engagement.contacts[0].channel", "channel")]
    [InlineData("""{"rules":[],"engagement":{"limits":{"actionsPerHour":0}}}""", "engagement.limits.actionsPerHour", "1 to 1000")]
    [InlineData("""{"rules":[],"engagement":{"digestAt":"9 a.m."}}""", "engagement.digestAt", "HH:mm")]
    public async Task RulesThatMakeNoSense_AreRefused_AndTheMemberIsNamed(string json, string member, string words)
    {
        var (status, problem) = await product.AskAsync(HttpMethod.Put, "/api/v1/clients/demo/rules", JsonDocument.Parse(json).RootElement);
        status.ShouldBe(422);
        problem!.Value.GetProperty("errors").GetProperty(member)[0].GetString()!.ShouldContain(words);
    }

    [Fact]
    public async Task WhoMayOnlyWrite_MakesNoRuleThatActs_ByNeitherWay()
    {
        var writer = await product.NewClientAsync("righted", "read", "write");
        var responder = await product.NewKeyAsync("righted", "read", "write", "respond");
        await RefusedAsync("/api/v1/clients/righted/rules", new { rules = new[] { _block } });
        await RefusedAsync("/api/v1/clients/righted", new { rulesOfEngagement = new[] { _block } });
        (await product.AskAsync(HttpMethod.Put, "/api/v1/clients/righted/rules", new { rules = new[] { _tell } }, writer)).Status.ShouldBe(200);
        (await product.AskAsync(HttpMethod.Put, "/api/v1/clients/righted/rules", new { rules = new[] { _block } }, responder)).Status.ShouldBe(200);

        // What stands there may be sent back, not loosened, and not taken out by leaving it out.
        var policy = await product.GetAsync("/api/v1/clients/righted", writer);
        (await product.AskAsync(HttpMethod.Put, "/api/v1/clients/righted", policy, writer)).Status.ShouldBe(200);
        await RefusedAsync("/api/v1/clients/righted", new { });
        await RefusedAsync("/api/v1/clients/righted/rules", new { rules = new[] { _block }, engagement = new { whenNobodyAnswers = "act" } });
        (await product.GetAsync("/api/v1/clients/righted/rules", writer)).GetProperty("rules").GetArrayLength().ShouldBe(1);

        // The right alone writes no policy; and who may write stops everything at any time.
        var acting = await product.NewKeyAsync("righted", "read", "respond");
        (await product.AskAsync(HttpMethod.Put, "/api/v1/clients/righted/rules", new { rules = new[] { _block } }, acting)).Status.ShouldBe(403);
        (await product.AskAsync(HttpMethod.Put, "/api/v1/clients/righted/rules", new { rules = new[] { _block }, engagement = new { limits = new { killSwitch = true } } }, writer)).Status.ShouldBe(200);
        await RefusedAsync("/api/v1/clients/righted/rules", new { rules = new[] { _block }, engagement = new { limits = new { killSwitch = false } } });

        async Task RefusedAsync(string path, object body)
        {
            var (status, problem) = await product.AskAsync(HttpMethod.Put, path, body, writer);
            status.ShouldBe(403, path);
            problem!.Value.GetProperty("detail").GetString()!.ShouldContain("'respond'");
        }
    }

    [Fact]
    public async Task ADryRun_SaysWhatWouldHaveBeenDone_AndChangesNothing()
    {
        var key = await product.NewClientAsync("tried", "read");
        var store = product.Services.GetRequiredService<IIncidentStore>();
        var nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        const long Owner = 77;
        await store.ClaimAsync("tried", Owner, TestContext.Current.CancellationToken);
        for (var i = 0; i < 6; i++)
        {
            // One to six days old, with scores from 45 to 95.
            await StoreAsync(i, 45 + i * 10, nowMs - (i + 1) * 86_400_000L);
        }

        await StoreAsync(6, 95, nowMs - 60 * 86_400_000L);
        var body = new { rules = new[] { new { action = "block_address", mode = "act_then_tell", minScore = 80, maxMinutes = 60 } } };
        var (status, first) = await product.AskAsync(HttpMethod.Post, "/api/v1/clients/tried/rules/dry-run?limit=4", body, key);
        status.ShouldBe(200, first?.ToString());
        var summary = first!.Value.GetProperty("summary");
        summary.GetProperty("incidents").GetInt32().ShouldBe(6);
        summary.GetProperty("different").GetInt32().ShouldBe(2);
        summary.GetProperty("isPartial").GetBoolean().ShouldBeFalse();
        summary.GetProperty("proposed").GetProperty("done").GetProperty("block_address").GetInt32().ShouldBe(2);
        summary.GetProperty("current").GetProperty("done").ToString().ShouldBe("{}");
        summary.GetProperty("firstDifferent").GetArrayLength().ShouldBe(2);
        first.Value.GetProperty("words").GetProperty("rules").GetArrayLength().ShouldBe(1);
        var cursor = first.Value.GetProperty("nextCursor").GetString();

        var (_, second) = await product.AskAsync(HttpMethod.Post, $"/api/v1/clients/tried/rules/dry-run?limit=4&cursor={cursor}", body, key);
        second!.Value.GetProperty("summary").ValueKind.ShouldBe(JsonValueKind.Null);
        JsonElement[] items = [.. first.Value.GetProperty("items").EnumerateArray(), .. second.Value.GetProperty("items").EnumerateArray()];
        items.Select(i => i.GetProperty("score").GetDouble()).ShouldBe([45, 55, 65, 75, 85, 95]);
        items.Select(i => i.GetProperty("differs").GetBoolean()).ShouldBe([false, false, false, false, true, true]);
        var step = items[5].GetProperty("proposed").GetProperty("steps")[0];
        step.GetProperty("action").GetString().ShouldBe("block_address");
        step.GetProperty("mode").GetString().ShouldBe("act_then_tell");
        step.GetProperty("why").GetString()!.ShouldContain("block the address for 60 minutes");
        items[5].GetProperty("current").GetProperty("steps")[0].GetProperty("mode").GetString().ShouldBe("none");

        var (_, different) = await product.AskAsync(HttpMethod.Post, "/api/v1/clients/tried/rules/dry-run?different=true&limit=3", body, key);
        different!.Value.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("score").GetDouble()).ShouldBe([85, 95]);
        (await product.AskAsync(HttpMethod.Post, $"/api/v1/clients/tried/rules/dry-run?limit=4&cursor={cursor}", new { rules = Array.Empty<object>() }, key)).Status.ShouldBe(400);
        (await product.AskAsync(HttpMethod.Post, "/api/v1/clients/tried/rules/dry-run", new { from = "yesterday" }, key)).Status.ShouldBe(422);
        (await product.AskAsync(HttpMethod.Post, "/api/v1/clients/tried/rules/dry-run", new { from = "2020-01-01" }, key)).Status.ShouldBe(422);
        (await product.GetAsync("/api/v1/clients/tried/rules", key)).GetProperty("rules").GetArrayLength().ShouldBe(0);

        async Task StoreAsync(int number, double score, long atMs)
        {
            var address = EntityKey.Address("tried", $"198.51.100.{number + 1}");
            var signal = new Signal { Id = $"s{number}", Detector = "test", Entity = address, Score = score, AtMs = atMs, FirstMs = atMs, ReceivedMs = atMs, Title = "it happened" };
            await store.WriteAsync(
                new Incident
                {
                    Id = $"inc-tried-{number}",
                    Client = "tried",
                    Title = "it happened",
                    Score = score,
                    Entities = [address],
                    Signals = [signal],
                    SignalCount = 1,
                    FirstSeenMs = atMs,
                    LastSeenMs = atMs,
                    DetectedAtMs = atMs,
                    Version = 1,
                },
                Owner,
                TestContext.Current.CancellationToken);
        }
    }
}
