using System.Text.Json;
using Shouldly;

namespace Soc.Gateway.Tests.Api;

/// <summary>Lists in pages, and the stream that follows them.</summary>
public sealed class IncidentListTests(ProductHost product) : IClassFixture<ProductHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AllPages_HoldEveryIncidentOnce_InTheOrderOfTheWholeList()
    {
        await product.NewClientAsync("paged", "read");
        var token = await product.NewHecTokenAsync("paged");

        // Pairs at the same moment: a page may end between two that only the id tells apart.
        await product.IngestAsync("duo", string.Join('\n', Enumerable.Range(0, 20).Select(i => DuoPushes.Of($"user{i}@example.com", 1_795_500_000 + (i / 2 * 7_200)))), token);
        var whole = Ids(await product.GetAsync("/api/v1/clients/paged/incidents?limit=500"));
        whole.Count.ShouldBeGreaterThanOrEqualTo(20);

        foreach (var limit in new[] { 1, 7, whole.Count })
        {
            var walked = new List<string>();
            string? cursor = null;
            do
            {
                var page = await product.GetAsync($"/api/v1/clients/paged/incidents?limit={limit}" + (cursor is null ? "" : $"&cursor={cursor}"));
                Ids(page).Count.ShouldBeInRange(1, limit);
                walked.AddRange(Ids(page));
                cursor = page.GetProperty("nextCursor").GetString();
            }
            while (cursor is not null && walked.Count <= whole.Count);
            walked.ShouldBe(whole, $"in pages of {limit}");
        }
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("limit=many")]
    [InlineData("minScore=101")]
    [InlineData("minScore=NaN")]
    [InlineData("minScore=high")]
    [InlineData("status=new")]
    [InlineData("since=yesterday")]
    [InlineData("cursor=nonsense")]
    [InlineData("cursor=%2F%2F%2F%2F")]
    [InlineData("cursor=AAAAAAAAAAAAAAAAAAAA")]
    public async Task AQueryThatMakesNoSense_SaysWhatToSend(string query)
    {
        var (status, problem) = await product.AskAsync(HttpMethod.Get, $"/api/v1/clients/demo/incidents?{query}");
        status.ShouldBe(400);
        problem!.Value.GetProperty("detail").GetString()!.ShouldContain(query.Split('=')[0]);
        problem.Value.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task ACursor_IsOfItsFilters()
    {
        await product.NewClientAsync("filtered", "read");
        await product.IngestAsync("duo", DuoPushes.Of("a@example.com", 1_795_500_000) + "\n" + DuoPushes.Of("b@example.com", 1_795_600_000), await product.NewHecTokenAsync("filtered"));
        var cursor = (await product.GetAsync("/api/v1/clients/filtered/incidents?limit=1&minScore=10")).GetProperty("nextCursor").GetString();
        (await product.AskAsync(HttpMethod.Get, $"/api/v1/clients/filtered/incidents?limit=1&minScore=10&cursor={cursor}")).Status.ShouldBe(200);
        (await product.AskAsync(HttpMethod.Get, $"/api/v1/clients/filtered/incidents?limit=1&minScore=20&cursor={cursor}")).Status.ShouldBe(400);
        (await product.AskAsync(HttpMethod.Get, $"/api/v1/clients/filtered/incidents?limit=1&minScore=10&cursor={cursor![..^1]}")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Clients_AreListedInPages()
    {
        foreach (var client in new[] { "list-a", "list-b", "list-c" })
        {
            await product.NewClientAsync(client, "read");
        }

        var all = (await product.GetAsync("/api/v1/clients")).GetProperty("items").EnumerateArray().Select(c => c.GetProperty("client").GetString()!).ToArray();
        var walked = new List<string>();
        string? cursor = "";
        while (cursor is not null)
        {
            var page = await product.GetAsync($"/api/v1/clients?limit=2&cursor={cursor}");
            walked.AddRange(page.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("client").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
        }

        walked.ShouldBe(all);
        (await product.AskAsync(HttpMethod.Get, "/api/v1/clients?cursor=list-b")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task ALiveStream_GoesOnAfterTheLastEventId()
    {
        var key = await product.NewClientAsync("streamed", "read");
        var token = await product.NewHecTokenAsync("streamed");
        await product.IngestAsync("duo", DuoPushes.Of("one@example.com", 1_795_500_000), token);
        await product.IngestAsync("duo", DuoPushes.Of("two@example.com", 1_795_600_000), token);
        var first = await StreamAsync("0", e => e.Data.Contains("two@example.com", StringComparison.Ordinal));
        first[0].Type.ShouldBe("hello");
        var ofOne = first.Last(e => e.Data.Contains("one@example.com", StringComparison.Ordinal));

        var resumed = await StreamAsync(ofOne.Id!, e => e.Data.Contains("two@example.com", StringComparison.Ordinal));
        resumed.ShouldAllBe(e => !e.Data.Contains("one@example.com", StringComparison.Ordinal));

        // What happens while the stream is open arrives by itself; an id from before a data folder was lost waits for nothing.
        using var stream = await product.SendAsync(HttpMethod.Get, "/api/v1/live", null, key, ("Last-Event-ID", "999999999"));
        await using var events = new EventReader(await stream.Content.ReadAsStreamAsync(Cancel));
        await product.IngestAsync("duo", DuoPushes.Of("three@example.com", 1_795_700_000), token);
        (await events.UntilAsync(e => e.Data.Contains("three@example.com", StringComparison.Ordinal), Cancel))[^1].Type.ShouldBe("incident");

        (await product.AskAsync(HttpMethod.Get, "/api/v1/live", null, key, ("Last-Event-ID", "nonsense"))).Status.ShouldBe(400);

        async Task<IReadOnlyList<(string Type, string Data, string? Id)>> StreamAsync(string after, Func<(string Type, string Data, string? Id), bool> last)
        {
            using var response = await product.SendAsync(HttpMethod.Get, "/api/v1/live", null, key, ("Last-Event-ID", after));
            await using var reader = new EventReader(await response.Content.ReadAsStreamAsync(Cancel));
            return await reader.UntilAsync(last, Cancel);
        }
    }

    [Fact]
    public async Task ARevokedKey_EndsItsStream_AndOpensNothing()
    {
        var key = await product.NewClientAsync("leaver", "read");
        var token = await product.NewHecTokenAsync("leaver");
        using var stream = await product.SendAsync(HttpMethod.Get, "/api/v1/live", null, key);
        var credential = (await product.GetAsync("/api/v1/clients/leaver/tokens")).GetProperty("items").EnumerateArray().First(t => t.GetProperty("kind").GetString() == "api").GetProperty("id").GetString();
        (await product.AskAsync(HttpMethod.Delete, $"/api/v1/clients/leaver/tokens/{credential}")).Status.ShouldBe(204);
        var (status, problem) = await product.AskAsync(HttpMethod.Get, "/api/v1/clients/leaver", null, key);
        status.ShouldBe(401);
        problem!.Value.GetProperty("detail").GetString()!.ShouldContain("revoked");

        await product.IngestAsync("duo", DuoPushes.Of("late@example.com", 1_795_500_000) + "\n" + DuoPushes.Of("later@example.com", 1_795_600_000), token);
        await using var events = new EventReader(await stream.Content.ReadAsStreamAsync(Cancel));

        // It may hold one page that was being read when the key was revoked; then it ends by itself.
        _ = await events.UntilAsync(_ => false, Cancel);
    }

    private static List<string> Ids(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)];
}
