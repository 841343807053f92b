using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Soc.Gateway.Tests.Api;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Incidents;

namespace Soc.Gateway.Tests.Reports;

/// <summary>What is read of the stores for a period that is long over.</summary>
public sealed class ReportReaderTests(ProductHost product) : IClassFixture<ProductHost>
{
    private const long DayMs = 86_400_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OfAnOldPeriod_ActionsOfTheWeekAfterItCount_AndNoneLater()
    {
        var key = await product.NewClientAsync("archived", "read");
        await WriteAsync("archived",
            Made("i-in-time", "archived"), Made("i-last-day", "archived"), Made("i-too-late", "archived"));
        var responses = product.Services.GetRequiredService<IResponseStore>();
        await responses.WriteAsync(ReportRows.Operation("o-in-time", "i-in-time", "2025-03-30T10:00:00Z", "archived"), Cancel);
        await responses.WriteAsync(ReportRows.Operation("o-last-day", "i-last-day", "2025-04-07T23:59:59Z", "archived"), Cancel);
        await responses.WriteAsync(ReportRows.Operation("o-too-late", "i-too-late", "2025-04-08T00:00:00Z", "archived"), Cancel);

        var report = await MarchAsync("archived", key);
        report.GetProperty("counts").GetProperty("incidents").GetInt32().ShouldBe(3);
        report.GetProperty("counts").GetProperty("stoppedAutomatically").GetInt32().ShouldBe(2);
        report.GetProperty("counts").GetProperty("actions").GetInt32().ShouldBe(1, "an action is of the period in which it was proposed");
        Contained(report).GetProperty("n").GetInt32().ShouldBe(2);
        report.GetProperty("definitions").EnumerateArray().ShouldContain(d => d.GetString()!.Contains("more than 7 days after the period", StringComparison.Ordinal));
        report.GetProperty("isTruncated").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task AnIncident_IsOfThePeriodOfItsDetection_HoweverOldItsEvents_AndHoweverLongItWentOn()
    {
        var key = await product.NewClientAsync("historian", "read");
        await WriteAsync("historian",
            Made("i-plain", "historian"),
            Made("i-old-events", "historian", late: true, latencyMs: 2_000 * DayMs),
            Made("i-goes-on", "historian") with { LastSeenMs = ReportRows.Ms("2026-10-01T00:00:00Z") },
            ReportRows.Incident("i-first", "2025-03-01T00:00:00Z", client: "historian"),
            ReportRows.Incident("i-before", "2025-02-28T23:59:59Z", client: "historian") with { LastSeenMs = ReportRows.Ms("2025-03-10T00:00:00Z") },
            ReportRows.Incident("i-after", "2025-04-01T00:00:00Z", late: true, latencyMs: 10 * DayMs, client: "historian"));

        using var csv = await product.SendAsync(HttpMethod.Get, "/api/v1/clients/historian/report?from=2025-03-01&to=2025-03-31&format=csv", null, key);
        var lines = (await csv.Content.ReadAsStringAsync(Cancel)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Skip(1).Select(l => l[..l.IndexOf(',', StringComparison.Ordinal)]).ShouldBe(["i-plain", "i-old-events", "i-goes-on", "i-first"], ignoreOrder: true);
        (await MarchAsync("historian", key)).GetProperty("counts").GetProperty("late").GetInt32().ShouldBe(1);
    }

    private static Incident Made(string id, string client, bool late = false, long latencyMs = 1_000) =>
        ReportRows.Incident(id, "2025-03-30T09:00:00Z", late: late, latencyMs: latencyMs, client: client);

    private static JsonElement Contained(JsonElement report) => report.GetProperty("clocks").GetProperty("onTime").EnumerateArray()
        .Single(c => string.Equals(c.GetProperty("step").GetString(), "detected_to_contained", StringComparison.Ordinal));

    private Task<JsonElement> MarchAsync(string client, string key) => product.GetAsync($"/api/v1/clients/{client}/report?from=2025-03-01&to=2025-03-31", key);

    private async Task WriteAsync(string client, params Incident[] made)
    {
        const long owner = 1;
        var incidents = product.Services.GetRequiredService<IIncidentStore>();
        await incidents.ClaimAsync(client, owner, Cancel);
        foreach (var incident in made)
        {
            await incidents.WriteAsync(incident, owner, Cancel);
        }
    }
}
