using Shouldly;

namespace Soc.Gateway.Tests.Api;

/// <summary>Nobody reaches what is not his: every route of the OpenAPI document, and every place where another's id can stand.</summary>
public sealed class IsolationTests(ProductHost product) : IClassFixture<ProductHost>
{
    private static readonly string[] Scopes = ["feed", "read", "verdict", "write", "respond", "admin"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryRoute_NeedsACredential_TheRightClient_AndTheRightScope()
    {
        var all = await product.NewClientAsync("insider", Scopes);
        await product.NewClientAsync("secret", "read");
        var withoutScope = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var scope in Scopes)
        {
            // Whoever has admin has everything, so that "all but" leaves it out.
            withoutScope[scope] = await product.NewKeyAsync("insider", [.. Scopes.Where(s => s != scope && s != "admin")]);
        }

        var (clientRoutes, routes) = (0, 0);
        var operations = await OperationsAsync();
        foreach (var set in new[] { "Incidents", "Operations", "Escalations" })
        {
            // The key that is tried below has no quotes: would one of these be reached by who may not, it said 400.
            foreach (var address in new[] { set, $"{set}/$count", $"{set}({{key}})" })
            {
                operations.ShouldContain(o => o.Path == $"/odata/v1/clients/{{client}}/{address}", $"{address} is not in the document");
            }
        }

        foreach (var (method, path, scope) in operations)
        {
            routes++;
            object? body = method == HttpMethod.Get || method == HttpMethod.Delete ? null : new { };
            var (anonymous, problem) = await product.AskAsync(method, Fill(path, "secret"), body, key: null);
            anonymous.ShouldBe(401, $"{method} {path} without a credential");
            problem!.Value.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();

            if (path.Contains("{client}", StringComparison.Ordinal))
            {
                clientRoutes++;
                (await product.AskAsync(method, Fill(path, "secret"), body, all)).Status.ShouldBe(404, $"{method} {path} with another client's key of every scope");
                (await product.AskAsync(method, Fill(path, "secret"), body, withoutScope[scope])).Status.ShouldBe(404, $"{method} {path} with another client's key of the wrong scope");
            }

            var (wrongRole, refusal) = await product.AskAsync(method, Fill(path, "insider"), body, withoutScope[scope]);
            wrongRole.ShouldBe(403, $"{method} {path} without the scope {scope}");
            refusal!.Value.GetProperty("detail").GetString()!.ShouldContain($"'{scope}'");
        }

        routes.ShouldBeGreaterThanOrEqualTo(14);
        clientRoutes.ShouldBeGreaterThanOrEqualTo(10);
        (await product.GetAsync("/api/v1/clients", all)).GetProperty("items").EnumerateArray().Select(c => c.GetProperty("client").GetString()).ShouldBe(["insider"]);
    }

    [Fact]
    public async Task AnothersIds_InPathQueryBodyAndCursor_LeadNowhere()
    {
        var mine = await product.NewClientAsync("mine", Scopes);
        await product.NewClientAsync("theirs", "read");
        var token = await product.NewHecTokenAsync("theirs");
        await product.IngestAsync("duo", DuoPushes.Of("victim@example.com", 1_795_500_000) + "\nno record\n" + DuoPushes.Of("second@example.com", 1_795_600_000), token);
        var page = await product.GetAsync("/api/v1/clients/theirs/incidents?limit=1");
        var incident = page.GetProperty("items")[0].GetProperty("id").GetString();
        var cursor = page.GetProperty("nextCursor").GetString();
        cursor.ShouldNotBeNull();
        var letters = await product.GetAsync("/api/v1/clients/theirs/dead-letters");
        var letter = letters.GetProperty("items")[0].GetProperty("id").GetString();
        var credential = (await product.GetAsync("/api/v1/clients/theirs/tokens")).GetProperty("items")[0].GetProperty("id").GetString();

        (await StatusAsync(HttpMethod.Get, $"/api/v1/incidents/{incident}")).ShouldBe(404);
        (await StatusAsync(HttpMethod.Post, $"/api/v1/incidents/{incident}/verdict", new { verdict = "benign" })).ShouldBe(404);
        (await StatusAsync(HttpMethod.Get, "/api/v1/live?client=theirs")).ShouldBe(404);
        (await StatusAsync(HttpMethod.Post, "/api/v1/indicators?client=theirs", "203.0.113.9")).ShouldBe(404);
        (await StatusAsync(HttpMethod.Post, "/api/v1/indicators?client=*", "203.0.113.9")).ShouldBe(404);
        (await StatusAsync(HttpMethod.Delete, $"/api/v1/clients/mine/tokens/{credential}")).ShouldBe(404);
        (await StatusAsync(HttpMethod.Delete, "/api/v1/clients/mine/tokens/bootstrap-admin")).ShouldBe(404);
        (await StatusAsync(HttpMethod.Post, "/api/v1/clients/mine/dead-letters/replay", new { ids = new[] { letter } })).ShouldBe(404);
        (await StatusAsync(HttpMethod.Put, "/api/v1/clients/mine", new { client = "theirs" })).ShouldBe(422);
        (await StatusAsync(HttpMethod.Get, $"/api/v1/clients/mine/incidents?limit=1&cursor={cursor}")).ShouldBe(400);
        (await StatusAsync(HttpMethod.Get, "/api/v1/clients/mine/entities/user/victim@example.com")).ShouldBe(404);
        (await StatusAsync(HttpMethod.Get, "/api/v1/clients/mine/entities/client/theirs")).ShouldBe(404);
        (await StatusAsync(HttpMethod.Get, "/api/v1/clients/mine/entities/user/x%2F..%2F..%2Ftheirs%2Fuser%2Fvictim@example.com")).ShouldBe(404);
        (await StatusAsync(HttpMethod.Get, "/api/v1/responses?client=theirs")).ShouldBe(404);
        (await StatusAsync(HttpMethod.Post, "/api/v1/responses", new { client = "theirs" })).ShouldBe(404);
        (await StatusAsync(HttpMethod.Post, "/api/v1/responses", new { incident })).ShouldBe(404);
        (await StatusAsync(HttpMethod.Post, $"/api/v1/incidents/{incident}/acknowledge")).ShouldBe(404);
        var block = new { client = "theirs", action = "block_address", target = new { kind = "address", key = "203.0.113.99" }, minutes = 5, reason = "A test.", dryRun = true };
        var ids = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var (_, proposed) = await product.AskAsync(HttpMethod.Post, "/api/v1/responses", block);
            ids.Add(proposed!.Value.GetProperty("id").GetString()!);
        }

        (await StatusAsync(HttpMethod.Get, $"/api/v1/responses/{ids[0]}")).ShouldBe(404);
        foreach (var row in new[] { $"Incidents('{incident}')", $"Escalations('{incident}')", $"Operations('{ids[0]}')" })
        {
            (await StatusAsync(HttpMethod.Get, $"/odata/v1/clients/mine/{row}")).ShouldBe(404);
        }

        foreach (var verb in new[] { "approve", "reject", "extend", "release", "undo" })
        {
            (await StatusAsync(HttpMethod.Post, $"/api/v1/responses/{ids[0]}/{verb}", new { why = "I want to." })).ShouldBe(verb == "approve" ? 422 : 404);
        }

        (await StatusAsync(HttpMethod.Post, $"/api/v1/responses/{ids[0]}/approve", new { hash = "x" })).ShouldBe(404);
        var operations = (await product.GetAsync("/api/v1/responses?client=theirs&limit=1")).GetProperty("nextCursor").GetString();
        (await StatusAsync(HttpMethod.Get, $"/api/v1/responses?limit=1&cursor={operations}")).ShouldBe(400);
        (await product.GetAsync("/api/v1/responses", mine)).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await product.GetAsync("/api/v1/clients/mine/audit", mine)).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await product.GetAsync("/api/v1/clients/mine/dead-letters", mine)).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await product.GetAsync($"/api/v1/incidents/{incident}")).GetProperty("verdict").GetString().ShouldBe("undecided");

        async Task<int> StatusAsync(HttpMethod method, string path, object? body = null) => (await product.AskAsync(method, path, body, mine)).Status;
    }

    [Fact]
    public async Task AnIdempotencyKey_IsItsCallersOwn()
    {
        var first = await product.NewClientAsync("first", "write");
        var second = await product.NewClientAsync("second", "write");
        (await product.AskAsync(HttpMethod.Post, "/api/v1/indicators?list=a", "203.0.113.9\n203.0.113.10", first, ("Idempotency-Key", "shared"))).Status.ShouldBe(200);
        using var other = await product.SendAsync(HttpMethod.Post, "/api/v1/indicators?list=b", "203.0.113.11", second, ("Idempotency-Key", "shared"));
        ((int)other.StatusCode).ShouldBe(200);
        other.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        (await other.Content.ReadAsStringAsync(Cancel)).ShouldContain("\"accepted\":1");
    }

    [Fact]
    public async Task AStream_ShowsOnlyItsOwnClient_WhateverIdItResumesFrom()
    {
        var watcher = await product.NewClientAsync("watcher", "read");
        await product.NewClientAsync("watched", "read");
        await product.IngestAsync("duo", DuoPushes.Of("hidden@example.com", 1_795_500_000), await product.NewHecTokenAsync("watched"));
        await product.IngestAsync("duo", DuoPushes.Of("shown@example.com", 1_795_500_000), await product.NewHecTokenAsync("watcher"));
        var everything = await ReadAsync("0", ProductHost.AdminKey);
        var hidden = everything.First(e => e.Data.Contains("hidden@example.com", StringComparison.Ordinal)).Id!;
        foreach (var after in new[] { "0", hidden })
        {
            (await ReadAsync(after, watcher)).ShouldAllBe(e => !e.Data.Contains("hidden@example.com", StringComparison.Ordinal));
        }

        async Task<IReadOnlyList<(string Type, string Data, string? Id)>> ReadAsync(string after, string key)
        {
            using var stream = await product.SendAsync(HttpMethod.Get, "/api/v1/live", null, key, ("Last-Event-ID", after));
            await using var events = new EventReader(await stream.Content.ReadAsStreamAsync(Cancel));
            return await events.UntilAsync(e => e.Data.Contains("shown@example.com", StringComparison.Ordinal), Cancel);
        }
    }

    private static string Fill(string path, string client) => path
        .Replace("{client}", client, StringComparison.Ordinal)
        .Replace("{kind}", "user", StringComparison.Ordinal)
        .Replace("{key}", "anna", StringComparison.Ordinal)
        .Replace("{id}", "inc-00000000000000000000000000000000", StringComparison.Ordinal);

    private async Task<IReadOnlyList<(HttpMethod Method, string Path, string Scope)>> OperationsAsync()
    {
        var document = await product.GetAsync("/openapi/v1.json", null);
        document.GetProperty("openapi").GetString()!.ShouldStartWith("3.1");
        var operations = new List<(HttpMethod, string, string)>();
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                operation.Value.GetProperty("summary").GetString().ShouldNotBeNullOrWhiteSpace($"{operation.Name} {path.Name} has no summary.");
                if (path.Name.Contains("/health/", StringComparison.Ordinal))
                {
                    continue;
                }

                operation.Value.TryGetProperty("security", out var security).ShouldBeTrue($"{operation.Name} {path.Name} asks for no scope.");
                operations.Add((new HttpMethod(operation.Name.ToUpperInvariant()), path.Name, security[0].GetProperty("bearer")[0].GetString()!));
            }
        }

        return operations;
    }
}
