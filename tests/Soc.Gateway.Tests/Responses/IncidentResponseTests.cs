using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Soc.Gateway.Tests.Api;
using Soc.Gateway.Tests.Reports;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Incidents;
using Xunit;

namespace Soc.Gateway.Tests.Responses;

/// <summary>What an incident shows of what was done about it, and who has it.</summary>
public sealed class IncidentResponseTests(ActingProduct product) : IClassFixture<ActingProduct>
{
    [Fact]
    public async Task AnIncidentIsContained_WhileAnActionIsInForce_AndItsVerdictNamesIt()
    {
        var (analyst, responder, _) = await product.NewClientAsync("contained");
        await product.Host.IngestAsync("duo", DuoPushes.Of("one@example.com", 1_795_500_000) + "\n" + DuoPushes.Of("two@example.com", 1_795_600_000), await product.Host.NewHecTokenAsync("contained"));
        var all = Ids(await ListAsync("?status=open"));
        all.Length.ShouldBeGreaterThanOrEqualTo(2);
        var incident = all[^1];
        var body = new { incident, action = "block_address", target = new { kind = "address", key = "203.0.113.90" }, minutes = 60, reason = "He signs in from there." };
        var done = await product.ProposeAsync(body, responder, "enforced");
        (done.GetProperty("incident").GetString(), done.GetProperty("client").GetString()).ShouldBe((incident, "contained"));
        done.GetProperty("evidence").GetArrayLength().ShouldBeGreaterThan(0);
        var id = done.GetProperty("id").GetString()!;

        // Lists lag behind operations by a write.
        var shown = await product.UntilAsync($"/api/v1/incidents/{incident}", analyst, i => i.GetProperty("status").GetString() == "contained");
        var response = shown.GetProperty("responses").EnumerateArray().Single();
        (response.GetProperty("id").GetString(), response.GetProperty("inForce").GetBoolean(), response.GetProperty("target").GetProperty("key").GetString()).ShouldBe((id, true, "203.0.113.90"));
        Ids(await ListAsync("?status=contained")).ShouldBe([incident]);
        Ids(await ListAsync("?status=open")).ShouldBe(all[..^1]);
        Ids(await ListAsync("?status=open&limit=1")).ShouldBe(all[..1]);
        Ids(await ListAsync("?status=contained&since=2040-01-01")).ShouldBeEmpty();
        (await ListAsync("")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("status").GetString()).Count(s => s == "contained").ShouldBe(1);

        product.Told("contained", incident).Failures = 1;
        var (status, judged) = await product.Host.AskAsync(HttpMethod.Post, $"/api/v1/incidents/{incident}/verdict", new { verdict = "false_positive" }, analyst);
        (status, judged!.Value.GetProperty("status").GetString()).ShouldBe((200, "closed"));
        judged.Value.GetProperty("responses").EnumerateArray().Where(r => r.GetProperty("inForce").GetBoolean()).Select(r => r.GetProperty("id").GetString()).ShouldBe([id], "a person decides what becomes of it");
        product.Told("contained", incident).Resolved.ShouldHaveSingleItem().ShouldContain("false positive");
        Ids(await ListAsync("?status=contained")).ShouldBeEmpty();
        (await product.WishAsync(id, "undo", new { why = "It was nothing." }, analyst)).Status.ShouldBeOneOf(200, 202);
        await product.UntilAsync(id, analyst, "rolled_back");

        // Whoever is not reached hears nothing of it, and the verdict holds.
        product.Told("contained", all[0]).Failures = 2;
        (await product.Host.AskAsync(HttpMethod.Post, $"/api/v1/incidents/{all[0]}/verdict", new { verdict = "benign" }, analyst)).Status.ShouldBe(200);
        product.Told("contained", all[0]).Resolved.ShouldBeEmpty();

        Task<JsonElement> ListAsync(string query) => product.Host.GetAsync($"/api/v1/clients/contained/incidents{query}", analyst);
    }

    [Fact]
    public async Task AnIncident_HasTheActionsOfThoseItTookIn()
    {
        const string Client = "merged";
        var (analyst, _, _) = await product.NewClientAsync(Client);
        var cancel = TestContext.Current.CancellationToken;
        var incidents = product.Host.Services.GetRequiredService<IIncidentStore>();
        await incidents.ClaimAsync(Client, owner: 1, cancel);
        var survivor = new Incident { Id = "inc-survivor", Client = Client, Score = 80, Version = 1, DetectedAtMs = 1_000, LastSeenMs = 5_000, TookIn = ["inc-taken"] };
        await incidents.WriteAsync(survivor, 1, cancel);
        await incidents.WriteAsync(new Incident { Id = "inc-taken", Client = Client, Score = 70, Version = 1, DetectedAtMs = 2_000, LastSeenMs = 4_000, MergedInto = survivor.Id }, 1, cancel);
        var operations = product.Host.Services.GetRequiredService<IResponseStore>();
        await operations.WriteAsync(ReportRows.Operation("op-before", "inc-taken", "2026-11-01T10:03:00Z", Client), cancel);
        await operations.WriteAsync(ReportRows.Operation("op-after", survivor.Id, "2026-11-01T10:05:00Z", Client), cancel);
        await operations.WriteAsync(ReportRows.Operation("op-other", "inc-other", "2026-11-01T10:04:00Z", Client), cancel);

        foreach (var query in (string[])["", "?status=contained"])
        {
            var shown = (await product.Host.GetAsync($"/api/v1/clients/{Client}/incidents{query}", analyst)).GetProperty("items").EnumerateArray().Single();
            shown.GetProperty("status").GetString().ShouldBe("contained");
            shown.GetProperty("responses").EnumerateArray().Select(r => r.GetProperty("id").GetString()).ShouldBe(["op-after", "op-before"]);
        }
    }

    [Fact]
    public async Task TheContained_AreListedInPages()
    {
        var (_, responder, _) = await product.NewClientAsync("pages");
        await product.Host.IngestAsync("duo", string.Join('\n', Enumerable.Range(0, 4).Select(i => DuoPushes.Of($"u{i}@example.com", 1_795_500_000 + (i * 90_000)))), await product.Host.NewHecTokenAsync("pages"));
        var all = Ids(await product.Host.GetAsync("/api/v1/clients/pages/incidents?status=open", responder));
        for (var i = 0; i < 3; i++)
        {
            await product.ProposeAsync(new { incident = all[i], action = "block_address", target = new { kind = "address", key = $"203.0.113.{100 + i}" }, minutes = 60, reason = "A test." }, responder, "enforced");
        }

        await product.UntilAsync("/api/v1/clients/pages/incidents?status=contained", responder, p => p.GetProperty("items").GetArrayLength() == 3);
        var walked = new List<string>();
        string? cursor = "";
        while (cursor is not null)
        {
            var page = await product.Host.GetAsync($"/api/v1/clients/pages/incidents?status=contained&limit=2&cursor={cursor}", responder);
            walked.AddRange(Ids(page));
            cursor = page.GetProperty("nextCursor").GetString();
        }

        walked.ShouldBe(all[..3]);
    }

    [Fact]
    public async Task APersonHasIt_AndWhoeverSaysSoFirstKeepsIt()
    {
        var (analyst, responder, _) = await product.NewClientAsync("held");
        await product.Host.IngestAsync("duo", DuoPushes.Of("held@example.com", 1_795_500_000), await product.Host.NewHecTokenAsync("held"));
        var incident = Ids(await product.Host.GetAsync("/api/v1/clients/held/incidents", analyst))[0];
        var path = $"/api/v1/incidents/{incident}/acknowledge";
        (await product.Host.AskAsync(HttpMethod.Post, path, null, await product.Host.NewRoleAsync("held", "client_viewer"))).Status.ShouldBe(403);
        product.Told("held", incident).IsQuiet = true;
        var (quiet, why) = await product.Host.AskAsync(HttpMethod.Post, path, null, analyst);
        (quiet, why!.Value.GetProperty("detail").GetString()!.Contains("Nobody was told", StringComparison.Ordinal)).ShouldBe((409, true));
        product.Told("held", incident).IsQuiet = false;
        for (var said = 0; said < 2; said++)
        {
            var (status, held) = await product.Host.AskAsync(HttpMethod.Post, path, null, analyst);
            (status, held!.Value.GetProperty("phase").GetString(), held.Value.GetProperty("acknowledgedBy").GetString()).ShouldBe((200, "acknowledged", "anna"));
        }

        var (late, taken) = await product.Host.AskAsync(HttpMethod.Post, path, null, responder);
        (late, taken!.Value.GetProperty("detail").GetString()).ShouldBe((409, "anna has it already."));
        (await product.Host.AskAsync(HttpMethod.Post, "/api/v1/incidents/inc-00000000000000000000000000000000/acknowledge", null, analyst)).Status.ShouldBe(404);
    }

    private static string[] Ids(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)];
}
