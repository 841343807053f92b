using System.Text.Json;
using Shouldly;
using Soc.Gateway.Audit;
using Soc.Gateway.Tests.Responses;

namespace Soc.Gateway.Tests.Audit;

/// <summary>The kill switch, and the audit that has it with everything else: in pages, as a file, and verified.</summary>
public sealed class AuditTests(ActingProduct product) : IClassFixture<ActingProduct>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheSwitchStopsEverything_AndTheAuditHasWhoSwitchedAndWhatWasRefused()
    {
        var (analyst, responder, _) = await product.NewClientAsync("killed");
        const string Switch = "/api/v1/clients/killed/responses/switch";
        (await product.Host.GetAsync(Switch, analyst)).GetProperty("killed").GetBoolean().ShouldBeFalse();
        (await product.Host.AskAsync(HttpMethod.Put, Switch, new { killed = true }, analyst)).Status.ShouldBe(422);
        (await product.Host.AskAsync(HttpMethod.Put, Switch, new { why = "A drill." }, analyst)).Status.ShouldBe(422);
        var (_, off) = await product.Host.AskAsync(HttpMethod.Put, Switch, new { killed = true, why = "A drill." }, analyst);
        (off!.Value.GetProperty("killed").GetBoolean(), off.Value.GetProperty("switchedBy").GetProperty("name").GetString(), off.Value.GetProperty("why").GetString()).ShouldBe((true, "anna", "A drill."));
        var denied = await product.ProposeAsync(ActingProduct.Block("203.0.113.120"), responder, "denied");
        denied.GetProperty("statusReason").GetString()!.ShouldContain("switched off by anna");

        var (refused, problem) = await product.Host.AskAsync(HttpMethod.Put, Switch, new { killed = false, why = "Over." }, analyst);
        (refused, problem!.Value.GetProperty("detail").GetString()!.Contains("'respond'", StringComparison.Ordinal)).ShouldBe((403, true));
        (await product.Host.AskAsync(HttpMethod.Put, Switch, new { killed = false, why = "Over." }, responder)).Status.ShouldBe(200);
        (await product.Host.AskAsync(HttpMethod.Post, "/api/v1/clients/killed/responses/reset", new { why = "Looked at." }, analyst)).Status.ShouldBe(403);
        (await product.Host.AskAsync(HttpMethod.Post, "/api/v1/clients/killed/responses/reset", new { }, responder)).Status.ShouldBe(422);
        (await product.Host.AskAsync(HttpMethod.Post, "/api/v1/clients/killed/responses/reset", new { why = "Looked at." }, responder)).Status.ShouldBe(200);
        var done = await product.ProposeAsync(ActingProduct.Block("203.0.113.121"), responder, "enforced");
        done.GetProperty("live").GetProperty("checks").EnumerateArray().ShouldAllBe(c => c.GetProperty("passed").GetBoolean());

        var lines = await ExportAsync("killed", analyst);
        var records = lines.Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        records.Where(r => r.GetProperty("operation").GetString() == "switch").Select(r => (r.GetProperty("event").GetProperty("kind").GetString(), r.GetProperty("event").GetProperty("by").GetProperty("name").GetString()))
            .ShouldBe([("switched_off", "anna"), ("switched_on", "ben"), ("undo_rate_reset", "ben")]);
        records.Select(r => r.GetProperty("sequence").GetInt64()).ShouldBe(Enumerable.Range(1, records.Length).Select(n => (long)n));

        var walked = new List<string>();
        string? cursor = "";
        while (cursor is not null)
        {
            var page = await product.Host.GetAsync($"/api/v1/clients/killed/audit?limit=3&cursor={cursor}", analyst);
            page.GetProperty("items").GetArrayLength().ShouldBeInRange(1, 3);
            walked.AddRange(page.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("hash").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
        }

        walked.Take(records.Length).ShouldBe(records.Select(r => r.GetProperty("hash").GetString()!), "what came meanwhile stands behind");
        (await product.Host.GetAsync("/api/v1/clients/killed/audit?from=2&limit=1", analyst)).GetProperty("items")[0].GetProperty("sequence").GetInt64().ShouldBe(2);
        foreach (var query in new[] { "from=0", "limit=0", "cursor=nonsense" })
        {
            (await product.Host.AskAsync(HttpMethod.Get, $"/api/v1/clients/killed/audit?{query}", null, analyst)).Status.ShouldBe(400, query);
        }

        await VerifyAsync(lines);
    }

    [Fact]
    public async Task ARole_IsGivenInsteadOfScopes_AndAKeyHasAName()
    {
        await product.NewClientAsync("roles");
        const string Tokens = "/api/v1/clients/roles/tokens";
        var (status, made) = await product.Host.AskAsync(HttpMethod.Post, Tokens, new { kind = "api", role = "responder", name = " Dora Night " });
        status.ShouldBe(201);
        made!.Value.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()).ShouldBe(["read", "verdict", "respond"]);
        var listed = (await product.Host.GetAsync(Tokens)).GetProperty("items").EnumerateArray().Single(t => t.GetProperty("id").GetString() == made.Value.GetProperty("id").GetString());
        listed.GetProperty("name").GetString().ShouldBe("Dora Night");
        foreach (var (body, member, words) in new (object, string, string)[]
        {
            (new { kind = "api", role = "analyst", scopes = new[] { "read" } }, "role", "the one or the other"),
            (new { kind = "api", role = "boss" }, "role", "client_viewer, analyst, responder, admin"),
            (new { kind = "api", role = "agent" }, "role", "enrolling"),
            (new { kind = "hec", role = "analyst" }, "role", "api"),
            (new { kind = "api", name = "two\nlines" }, "name", "one line"),
        })
        {
            var (refused, problem) = await product.Host.AskAsync(HttpMethod.Post, Tokens, body);
            refused.ShouldBe(422);
            problem!.Value.GetProperty("errors").GetProperty(member)[0].GetString()!.ShouldContain(words);
        }
    }

    private static async Task VerifyAsync(string[] lines)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, lines, Cancel);
            var (code, said) = await RunAsync("verify", file);
            code.ShouldBe(0, said);
            said.ShouldContain($"{lines.Length} records of client killed hold");
            said.ShouldContain(JsonDocument.Parse(lines[^1]).RootElement.GetProperty("hash").GetString()!);
            await File.WriteAllLinesAsync(file, [lines[0].Replace("A drill.", "A thrill.", StringComparison.Ordinal), .. lines[1..]], Cancel);
            (await RunAsync("verify", file)).ShouldBe((1, "The audit does not hold at record 1: Record 1 was changed after it was written. The 0 before it hold.\n"));
            await File.WriteAllLinesAsync(file, [.. lines[..1], .. lines[2..]], Cancel);
            (await RunAsync("verify", file)).Code.ShouldBe(1);
            await File.WriteAllTextAsync(file, "", Cancel);
            (await RunAsync("verify", file)).Code.ShouldBe(1);
        }
        finally
        {
            File.Delete(file);
        }

        (await RunAsync("verify", file)).Code.ShouldBe(1, "there is no such file");
        (await RunAsync("verify")).Code.ShouldBe(1);
    }

    private static async Task<(int Code, string Said)> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var code = await AuditCommand.RunAsync(args, TextReader.Null, output, output, Cancel);
        return (code, output.ToString());
    }

    private async Task<string[]> ExportAsync(string client, string key)
    {
        using var export = await product.Host.SendAsync(HttpMethod.Get, $"/api/v1/clients/{client}/audit/export", null, key);
        export.EnsureSuccessStatusCode();
        export.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        return (await export.Content.ReadAsStringAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
