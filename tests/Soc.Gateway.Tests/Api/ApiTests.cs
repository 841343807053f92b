using System.Net;
using Shouldly;

namespace Soc.Gateway.Tests.Api;

/// <summary>The API of the real product over HTTP.</summary>
public sealed class ApiTests(ProductHost product) : IClassFixture<ProductHost>
{
    [Fact]
    public async Task RawLines_BecomeAnIncident_AVerdictClosesIt_AndTheFunnelCounts()
    {
        var key = await product.NewClientAsync("judged", "read", "verdict");
        var token = await product.NewHecTokenAsync("judged");
        await product.IngestAsync("duo", DuoPushes.Of("mara.lind@example.com", 1_795_500_000) + "\nthis is no record", token);

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
    public async Task HealthAndMetrics_SayWhatIsMissingAndWhatWasCounted()
    {
        var health = await product.GetAsync("/health/ready", null);
        health.GetProperty("status").GetString().ShouldBe("degraded");
        health.GetProperty("problems").EnumerateArray().Select(p => p.GetString()!).ShouldContain(p => p.Contains("database", StringComparison.Ordinal));
        await product.IngestAsync("duo", DuoPushes.Of("mara.lind@example.com", 1_795_500_000));
        await Task.Delay(TimeSpan.FromMilliseconds(1200), TimeProvider.System, TestContext.Current.CancellationToken);
        using var metrics = await product.SendAsync(HttpMethod.Get, "/metrics");
        var text = await metrics.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldContain("soc_ingest_records_total");
        text.ShouldContain("soc_event_lag_seconds_bucket");
        text.ShouldNotContain("mara.lind");
    }
}
