using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;

namespace Soc.Gateway.Tests.Api;

/// <summary>The API of the real product over HTTP.</summary>
public sealed class ApiTests(ProductHost product) : IClassFixture<ProductHost>
{
    private const string Push =
        """{"access_device":{"ip":"198.51.100.25"},"auth_device":{"ip":"198.51.100.26"},"application":{"key":"DI1","name":"Mail"},"event_type":"authentication","factor":"duo_push","reason":"REASON","result":"RESULT","timestamp":TIME,"txid":"TX","user":{"name":"mara.lind@example.com"}}""";

    [Fact]
    public async Task AnEmptyPolicy_GetsTheStatedDefaults()
    {
        using var put = await product.SendAsync(HttpMethod.Put, "/api/v1/clients/defaults", new { });
        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = await product.GetAsync("/api/v1/clients/defaults");
        policy.GetProperty("timeZone").GetString().ShouldBe("UTC");
        policy.GetProperty("lateAfterMinutes").GetInt32().ShouldBe(15);
        policy.GetProperty("learningDays").GetInt32().ShouldBe(14);
        policy.GetProperty("thresholds").GetProperty("notify").GetDouble().ShouldBe(70);
        using var stale = await product.SendAsync(HttpMethod.Put, "/api/v1/clients/defaults", new { }, headers: ("If-Match", "\"99\""));
        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Theory]
    [InlineData("""{"timeZone":"Mars/Olympus"}""")]
    [InlineData("""{"thresholds":{"digest":90,"notify":70,"wake":40}}""")]
    [InlineData("""{"knownEgress":[{"cidr":"300.1.2.3/99","name":"x","isVpn":false}]}""")]
    [InlineData("""{"hours":{"start":"18:00","end":"08:00"}}""")]
    [InlineData("""{"hours":{"start":"late","end":"08:00"}}""")]
    [InlineData("""{"lateAfterMinutes":0}""")]
    [InlineData("""{"holidays":["Christmas"]}""")]
    public async Task APolicyThatMakesNoSense_IsRefused_AndSaysWhy(string json)
    {
        using var response = await product.SendAsync(HttpMethod.Put, "/api/v1/clients/senseless", JsonDocument.Parse(json).RootElement);
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        problem.GetProperty("errors").EnumerateObject().ShouldNotBeEmpty();
        using var get = await product.SendAsync(HttpMethod.Get, "/api/v1/clients/senseless");
        get.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task RawLines_BecomeAnIncident_AVerdictClosesIt_AndTheFunnelCounts()
    {
        var key = await product.NewClientAsync("judged", "read", "verdict");
        using var issued = await product.SendAsync(HttpMethod.Post, "/api/v1/clients/judged/tokens", new { kind = "hec" });
        var token = (await issued.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("secret").GetString()!;
        await product.IngestAsync("duo", string.Join('\n', Enumerable.Range(0, 6).Select(PushLine).Append("this is no record")), token);

        var funnel = await product.GetAsync("/api/v1/clients/judged/funnel", key);
        funnel.GetProperty("records").GetInt64().ShouldBe(7);
        funnel.GetProperty("parsed").GetInt64().ShouldBe(6);
        funnel.GetProperty("malformed").GetInt64().ShouldBe(1);
        funnel.GetProperty("incidents").GetInt64().ShouldBeGreaterThan(0);

        var page = await product.GetAsync("/api/v1/clients/judged/incidents?minScore=40", key);
        var incident = page.GetProperty("items").EnumerateArray().First(i => i.GetProperty("signals").EnumerateArray().Any(s => s.GetProperty("detector").GetString() == "mfa_fatigue"));
        incident.GetProperty("story").GetString().ShouldNotBeNullOrWhiteSpace();
        var id = incident.GetProperty("id").GetString();

        using var wrong = await product.SendAsync(HttpMethod.Post, $"/api/v1/incidents/{id}/verdict", new { verdict = "perhaps" }, key);
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var judged = await product.SendAsync(HttpMethod.Post, $"/api/v1/incidents/{id}/verdict", new { verdict = "benign", comment = "tested the phone" }, key);
        judged.StatusCode.ShouldBe(HttpStatusCode.OK);
        var after = await product.GetAsync($"/api/v1/incidents/{id}", key);
        after.GetProperty("verdict").GetString().ShouldBe("benign");
        after.GetProperty("status").GetString().ShouldBe("closed");

        var view = await product.GetAsync("/api/v1/clients/judged/entities/user/mara.lind@example.com", key);
        view.GetProperty("eventCount").GetInt64().ShouldBe(6);
        var letters = await product.GetAsync("/api/v1/clients/judged/dead-letters", key);
        letters.GetProperty("items")[0].GetProperty("raw").GetString().ShouldBe("this is no record");
    }

    [Fact]
    public async Task EveryRoute_IsClosedToStrangersAndOtherClients()
    {
        var own = await product.NewClientAsync("insider", "read", "write", "verdict");
        await product.NewClientAsync("secret", "read");
        var document = await product.GetAsync("/openapi/v1.json", null);
        var checkedRoutes = 0;
        foreach (var path in document.GetProperty("paths").EnumerateObject().Where(p => p.Name.StartsWith("/api/v1/", StringComparison.Ordinal) && !p.Name.Contains("health", StringComparison.Ordinal)))
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var method = new HttpMethod(operation.Name.ToUpperInvariant());
                var url = path.Name.Replace("{client}", "secret", StringComparison.Ordinal).Replace("{kind}", "user", StringComparison.Ordinal).Replace("{key}", "anna", StringComparison.Ordinal).Replace("{id}", "inc-00000000000000000000000000000000", StringComparison.Ordinal);
                object? body = method == HttpMethod.Get ? null : new { };
                using var anonymous = await product.SendAsync(method, url, body, key: null);
                anonymous.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"{method} {url} without a credential");
                anonymous.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
                if (path.Name.Contains("{client}", StringComparison.Ordinal) || path.Name.Contains("{id}", StringComparison.Ordinal))
                {
                    using var other = await product.SendAsync(method, url, body, own);
                    other.StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{method} {url} with another client's key");
                    checkedRoutes++;
                }
            }
        }

        checkedRoutes.ShouldBeGreaterThan(6);
        using var live = await product.SendAsync(HttpMethod.Get, "/api/v1/live?client=secret", null, own);
        live.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var clients = await product.GetAsync("/api/v1/clients", own);
        clients.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("client").GetString()).ShouldBe(["insider"]);
    }

    [Fact]
    public async Task ALiveStream_ResumesAfterTheLastEventId()
    {
        using var early = await product.SendAsync(HttpMethod.Get, "/api/v1/live", headers: ("Last-Event-ID", "nonsense"));
        early.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await product.IngestAsync("duo", string.Join('\n', Enumerable.Range(100, 6).Select(PushLine)));
        using var stream = await product.SendAsync(HttpMethod.Get, "/api/v1/live?client=demo", headers: ("Last-Event-ID", "0"));
        stream.Content.Headers.ContentType?.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var lines = new List<string>();
        while (!lines.Exists(l => l.StartsWith("event: incident", StringComparison.Ordinal)) && lines.Count < 50)
        {
            lines.Add(await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? "end");
        }

        lines.Contains("event: incident", StringComparer.Ordinal).ShouldBeTrue();
    }

    [Fact]
    public async Task HealthAndMetrics_SayWhatIsMissingAndWhatWasCounted()
    {
        var health = await product.GetAsync("/health/ready", null);
        health.GetProperty("status").GetString().ShouldBe("degraded");
        health.GetProperty("problems").EnumerateArray().Select(p => p.GetString()!).ShouldContain(p => p.Contains("database", StringComparison.Ordinal));
        await product.IngestAsync("duo", PushLine(200));
        await Task.Delay(TimeSpan.FromMilliseconds(1200), TimeProvider.System, TestContext.Current.CancellationToken);
        using var metrics = await product.SendAsync(HttpMethod.Get, "/metrics");
        var text = await metrics.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldContain("soc_ingest_records_total");
        text.ShouldContain("soc_event_lag_seconds_bucket");
        text.ShouldNotContain("mara.lind");
    }

    private static string PushLine(int number) => Push
        .Replace("REASON", number % 6 == 5 ? "user_approved" : "user_marked_fraud", StringComparison.Ordinal)
        .Replace("RESULT", number % 6 == 5 ? "success" : "fraud", StringComparison.Ordinal)
        .Replace("TX", $"tx-{number}", StringComparison.Ordinal)
        .Replace("TIME", (1_795_500_000 + (number * 20)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
