using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Parquet;
using Shouldly;
using Soc.Gateway.Tests.Api;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Incidents;
using Soc.Model.Response;

namespace Soc.Gateway.Tests.Reports;

/// <summary>Reports and OData as their readers ask for them.</summary>
public sealed class ReportApiTests(ProductHost product) : IClassFixture<ProductHost>, IAsyncLifetime
{
    private const int Incidents = 1_203;
    private const string Root = "/odata/v1/clients/reported";
    private static readonly SemaphoreSlim Filling = new(1);
    private static string? _key;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Filling.WaitAsync(Cancel);
        try
        {
            _key ??= await FillAsync();
        }
        finally
        {
            Filling.Release();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task AReport_IsJson_WhenNothingElseIsAskedFor()
    {
        var report = await product.GetAsync("/api/v1/clients/reported/report?from=2026-11-01&to=2026-11-30", _key);
        report.GetProperty("from").GetString().ShouldBe("2026-11-01T00:00:00.000Z");
        report.GetProperty("to").GetString().ShouldBe("2026-12-01T00:00:00.000Z");
        var counts = report.GetProperty("counts");
        counts.GetProperty("incidents").GetInt32().ShouldBe(Incidents, "others are of other clients or months, and one was late");
        counts.GetProperty("stoppedAutomatically").GetInt32().ShouldBe(1);
        counts.GetProperty("p1").GetInt32().ShouldBe(1);
        counts.GetProperty("told").GetInt32().ShouldBe(1);
        report.GetProperty("whileYouSlept").GetProperty("items")[0].GetProperty("text").GetString()!.ShouldContain("Somebody was woken");
        report.GetProperty("funnel").GetProperty("incidents").GetInt32().ShouldBe(Incidents);
        report.GetProperty("isTruncated").GetBoolean().ShouldBeFalse();
        (await product.GetAsync("/api/v1/clients/reported/report?from=2025-11-01&to=2025-11-30", _key)).GetProperty("counts").GetProperty("incidents").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("&format=csv", "*/*", "text/csv")]
    [InlineData("", "text/csv", "text/csv")]
    [InlineData("&format=html", "application/json", "text/html")]
    [InlineData("", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "text/html")]
    [InlineData("", "text/html;q=0.5,application/json", "application/json")]
    [InlineData("", "*/*", "application/json")]
    [InlineData("", "application/vnd.apache.parquet", "application/vnd.apache.parquet")]
    public async Task TheForm_IsWhatTheQuerySays_ElseWhatIsAccepted(string format, string accept, string type)
    {
        using var answer = await product.SendAsync(HttpMethod.Get, "/api/v1/clients/reported/report?from=2026-11-14&to=2026-11-14" + format, null, _key, ("Accept", accept));
        ((int)answer.StatusCode).ShouldBe(200);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        answer.Headers.GetValues("Vary").ShouldContain(v => v.Equals("Accept", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheRows_AreThoseOfTheReport()
    {
        var csv = await (await product.SendAsync(HttpMethod.Get, "/api/v1/clients/reported/report?from=2026-11-01&to=2026-11-30&format=csv", null, _key)).Content.ReadAsStringAsync(Cancel);
        csv.Split("\r\n").Length.ShouldBe(Incidents + 2);
        csv.ShouldContain("'=cmd");
        var parquet = await (await product.SendAsync(HttpMethod.Get, "/api/v1/clients/reported/report?from=2026-11-01&to=2026-11-30&format=parquet", null, _key)).Content.ReadAsByteArrayAsync(Cancel);
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(parquet), cancellationToken: Cancel);
        using var group = reader.OpenRowGroupReader(0);
        group.RowCount.ShouldBe(Incidents);
        using var page = await product.SendAsync(HttpMethod.Get, "/api/v1/clients/reported/report?from=2026-11-01&to=2026-11-30&format=html", null, _key);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        (await page.Content.ReadAsStringAsync(Cancel)).ShouldContain("Security report for reported");
    }

    [Theory]
    [InlineData("format=pdf")]
    [InlineData("from=soon")]
    [InlineData("to=2026-11-31")]
    [InlineData("from=2026-11-30&to=2026-11-01")]
    [InlineData("from=2020-01-01&to=2026-11-01")]
    public async Task AQueryThatMakesNoSense_SaysWhatToSend(string query)
    {
        var (status, problem) = await product.AskAsync(HttpMethod.Get, $"/api/v1/clients/reported/report?{query}", null, _key);
        status.ShouldBe(400);
        problem!.Value.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        problem.Value.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task PowerBi_FindsTheSetsAndTheirTypes()
    {
        using var service = await OfficeAsync(Root + "/", "application/json;odata.metadata=minimal;q=1.0,application/json;odata.streaming=true;q=0.9,application/atomsvc+xml;q=0.8");
        service.Headers.GetValues("OData-Version").ShouldBe(["4.0"]);
        var document = JsonDocument.Parse(await service.Content.ReadAsStringAsync(Cancel)).RootElement;
        document.GetProperty("@odata.context").GetString()!.ShouldEndWith(Root + "/$metadata");
        document.GetProperty("value").EnumerateArray().Select(s => s.GetProperty("url").GetString()).ShouldBe(["Incidents", "Operations", "Escalations"], ignoreOrder: true);

        using var metadata = await OfficeAsync(Root + "/$metadata", "application/xml");
        metadata.Content.Headers.ContentType!.MediaType.ShouldBe("application/xml");
        var edmx = XDocument.Parse(await metadata.Content.ReadAsStringAsync(Cancel));
        edmx.Root!.Attribute("Version")!.Value.ShouldBe("4.0");
        var types = edmx.Descendants().Where(e => e.Name.LocalName == "EntityType").ToDictionary(e => e.Attribute("Name")!.Value, StringComparer.Ordinal);
        types.Keys.ShouldBe(["Incident", "Operation", "Escalation"], ignoreOrder: true);
        types["Incident"].Descendants().Single(e => e.Attribute("Name")?.Value == "DetectedAt").Attribute("Type")!.Value.ShouldBe("Edm.DateTimeOffset");
        types["Escalation"].Descendants().Single(e => e.Name.LocalName == "PropertyRef").Attribute("Name")!.Value.ShouldBe("IncidentId");
    }

    [Fact]
    public async Task PowerBi_ReadsASetPageByPage()
    {
        var ids = new List<string>();
        var pages = 0;
        for (var next = Root + "/Incidents"; next is not null; pages++)
        {
            var page = await RowsAsync(next);
            page.GetProperty("@odata.context").GetString()!.ShouldEndWith("$metadata#Incidents");
            ids.AddRange(page.GetProperty("value").EnumerateArray().Select(r => r.GetProperty("Id").GetString()!));
            next = page.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }

        pages.ShouldBe(2);
        ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(ids.Count);
        ids.Count.ShouldBe(Incidents + 1);

        var preview = await RowsAsync(Root + "/Incidents?$top=1000");
        preview.GetProperty("value").GetArrayLength().ShouldBe(1_000);
        preview.TryGetProperty("@odata.nextLink", out _).ShouldBeFalse("a thousand were asked for");
    }

    [Fact]
    public async Task AQuery_IsFilteredSelectedOrderedAndCounted()
    {
        var page = await RowsAsync(Root + "/Incidents?$filter=DetectedAt ge 2026-11-14T00:00:00Z and DetectedAt lt 2026-11-15T00:00:00Z and Score gt 90&$select=Id,Score,IsFirstPriority,ResolvedAt&$count=true");
        page.GetProperty("@odata.count").GetInt32().ShouldBe(1);
        page.GetProperty("@odata.context").GetString()!.ShouldEndWith("#Incidents(Id,Score,IsFirstPriority,ResolvedAt)");
        page.GetProperty("value")[0].GetRawText().ShouldBe("{\"Id\":\"inc-reported-0001\",\"Score\":95,\"IsFirstPriority\":true,\"ResolvedAt\":null}");

        var sorted = await RowsAsync(Root + "/Incidents?$orderby=Score desc,Id&$skip=1&$top=2&$select=Id");
        sorted.GetProperty("value").EnumerateArray().Select(r => r.GetProperty("Id").GetString()).ShouldBe(["inc-of-october", "inc-reported-0000"]);
        (await IdsAsync("/Incidents?$filter=contains(Title,'cmd') or Id in ('inc-reported-0005')")).ShouldBe(["inc-reported-0005", "inc-reported-0003"], ignoreOrder: true);
        (await IdsAsync("/Incidents?$filter=not (Severity ne 'critical')")).ShouldBe(["inc-reported-0001"]);
        (await IdsAsync("/Operations?$filter=ProposedAt ge 2026-11-14T00:00:00Z and IncidentId eq 'inc-reported-0001' and IsAutomatic")).ShouldBe(["op-reported-1"]);
        (await IdsAsync("/Operations?$filter=EndedAt eq null and year(ProposedAt) eq 2026")).ShouldBe(["op-reported-1"]);
        (await RowsAsync(Root + "/Escalations?$filter=Decision eq 'wake'")).GetProperty("value")[0].GetProperty("ToldAt").GetString().ShouldBe("2026-11-14T02:13:00.000Z");
    }

    [Fact]
    public async Task ANextLink_KeepsTheQuery_AndIsOfNoOther()
    {
        const string query = "/Incidents?$filter=Score ge 0&$select=Id&$top=1100&$skip=7";
        var first = await RowsAsync(Root + query);
        var link = first.GetProperty("@odata.nextLink").GetString()!;
        Uri.UnescapeDataString(link).ShouldContain("$top=100");
        link.ShouldNotContain("skip=7");
        var second = await RowsAsync(link);
        second.GetProperty("value").GetArrayLength().ShouldBe(100);
        second.TryGetProperty("@odata.nextLink", out _).ShouldBeFalse();
        second.GetProperty("value")[0].EnumerateObject().Count().ShouldBe(1);

        var token = link[(link.IndexOf("skiptoken=", StringComparison.Ordinal) + "skiptoken=".Length)..];
        using var other = await OfficeAsync($"{Root}/Incidents?$filter=Score ge 1&$skiptoken={token}");
        ((int)other.StatusCode).ShouldBe(400);
        var elsewhere = await product.NewClientAsync("elsewhere", "read");
        using var foreign = await OfficeAsync($"/odata/v1/clients/elsewhere/Incidents?$filter=Score ge 0&$skiptoken={token}", key: elsewhere);
        ((int)foreign.StatusCode).ShouldBe(400);
    }

    [Theory]
    [InlineData("$filter=Score gt", 400)]
    [InlineData("$filter=Colour eq 'red'", 400)]
    [InlineData("$filter=Score eq 'high'", 400)]
    [InlineData("$select=Colour", 400)]
    [InlineData("$orderby=Colour", 400)]
    [InlineData("$top=-1", 400)]
    [InlineData("$top=1&$top=2", 400)]
    [InlineData("$skiptoken=nonsense", 400)]
    [InlineData("$apply=aggregate(Score with max as M)", 501)]
    [InlineData("$expand=Operations", 501)]
    [InlineData("$filter=round(Score) eq 90", 501)]
    [InlineData("$filter=Score add 1 eq 90", 501)]
    [InlineData("$format=atom", 501)]
    public async Task AQueryThatIsNotAnswered_SaysWhy(string query, int status)
    {
        using var answer = await OfficeAsync($"{Root}/Incidents?{query}");
        ((int)answer.StatusCode).ShouldBe(status);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement;
        problem.GetProperty("error").GetProperty("message").GetString().ShouldBe(problem.GetProperty("detail").GetString());
        problem.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("Incidents", "'inc-reported-0001'", "Id", "inc-reported-0001")]
    [InlineData("Incidents", "Id='inc-reported-0001'", "Id", "inc-reported-0001")]
    [InlineData("Incidents", "%27inc-reported-0001%27", "Id", "inc-reported-0001")]
    [InlineData("Operations", "'op-reported-1'", "Id", "op-reported-1")]
    [InlineData("Escalations", "'inc-reported-0001'", "IncidentId", "inc-reported-0001")]
    public async Task ARow_IsReadByItsKey_AsTheListHasIt(string set, string key, string column, string id)
    {
        using var answer = await OfficeAsync($"{Root}/{set}({key})");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        answer.Headers.GetValues("OData-Version").ShouldBe(["4.0"]);
        var row = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement;
        row.GetProperty("@odata.context").GetString().ShouldBe($"{new Uri(product.Http.BaseAddress!, Root)}/$metadata#{set}/$entity");
        var listed = (await RowsAsync($"{Root}/{set}?$filter={column} eq '{id}'")).GetProperty("value")[0];
        row.EnumerateObject().Skip(1).Select(p => p.ToString()).ShouldBe(listed.EnumerateObject().Select(p => p.ToString()));
    }

    [Fact]
    public async Task OfARow_OnlyWhatIsSelectedCanBeAsked()
    {
        var row = await RowsAsync(Root + "/Incidents('inc-reported-0001')?$select=Score,Id&$format=json");
        row.GetRawText().ShouldBe($"{{\"@odata.context\":\"{new Uri(product.Http.BaseAddress!, Root)}/$metadata#Incidents(Id,Score)/$entity\",\"Id\":\"inc-reported-0001\",\"Score\":95}}");
    }

    [Theory]
    [InlineData("Incidents('inc-none')", 404)]
    [InlineData("Incidents('')", 404)]
    [InlineData("Incidents('o''brien')", 404)]
    [InlineData("Incidents('inc-merged')", 404)]
    [InlineData("Incidents('inc-neighbour-0000')", 404)]
    [InlineData("Operations('op-neighbour-1')", 404)]
    [InlineData("Escalations('inc-neighbour-0000')", 404)]
    [InlineData("Operations('inc-reported-0001')", 404)]
    [InlineData("Incidents(inc-reported-0001)", 400)]
    [InlineData("Incidents('inc-reported-0001)", 400)]
    [InlineData("Incidents('o'brien')", 400)]
    [InlineData("Incidents(1)", 400)]
    [InlineData("Incidents(null)", 400)]
    [InlineData("Incidents(Colour='red')", 400)]
    [InlineData("Incidents(Id='a',Id='b')", 400)]
    [InlineData("Incidents('inc-reported-0001')?$select=Colour", 400)]
    [InlineData("Incidents('inc-reported-0001')?$filter=Score gt 1", 400)]
    [InlineData("Incidents('inc-reported-0001')?$expand=Operations", 501)]
    [InlineData("Incidents/$count?$filter=Colour eq 'red'", 400)]
    [InlineData("Incidents/$count?$top=5", 400)]
    [InlineData("Incidents/$count?$search=red", 501)]
    public async Task ARowOrCountThatIsNotThere_SaysWhy(string address, int status)
    {
        using var answer = await OfficeAsync($"{Root}/{address}");
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Headers.GetValues("OData-Version").ShouldBe(["4.0"]);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement;
        problem.GetProperty("error").GetProperty("code").GetString().ShouldBe(status switch { 404 => "NotFound", 501 => "NotImplemented", _ => "BadRequest" });
        problem.GetProperty("error").GetProperty("message").GetString().ShouldBe(problem.GetProperty("detail").GetString());
        problem.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("Incidents/$count", "1204")]
    [InlineData("Incidents/$count?$filter=Score gt 90", "1")]
    [InlineData("Incidents/$count?$filter=Score gt 99", "0")]
    [InlineData("Operations/$count", "1")]
    [InlineData("Escalations/$count?$filter=Decision eq 'wake'", "1")]
    public async Task ACount_IsTheNumberAlone(string address, string count)
    {
        using var answer = await OfficeAsync($"{Root}/{address}");
        ((int)answer.StatusCode).ShouldBe(200);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        answer.Headers.GetValues("OData-Version").ShouldBe(["4.0"]);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldBe(count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/$metadata")]
    [InlineData("/Incidents")]
    [InlineData("/Operations")]
    [InlineData("/Escalations")]
    [InlineData("/Incidents/$count")]
    [InlineData("/Operations/$count")]
    [InlineData("/Escalations/$count")]
    [InlineData("/Incidents('inc-reported-0001')")]
    [InlineData("/Operations('op-reported-1')")]
    [InlineData("/Escalations('inc-reported-0001')")]
    public async Task AKeyAsAPassword_IsGoodForItsClientAndScope_OnTheseRoutesOnly(string route)
    {
        var stranger = await product.NewClientAsync("stranger", "read", "write", "verdict");
        var blind = await product.NewKeyAsync("reported", "write", "verdict");
        (await StatusAsync(Root + route, null)).ShouldBe(401);
        (await StatusAsync(Root + route, "soc_api_wrong")).ShouldBe(401);
        (await StatusAsync(Root + route, ProductHost.HecToken)).ShouldBe(401);
        (await StatusAsync(Root + route, stranger)).ShouldBe(404);
        (await StatusAsync(Root + route, blind)).ShouldBe(403);
        (await StatusAsync(Root + route, _key)).ShouldBe(200);
        (await StatusAsync("/api/v1/clients/reported/report", _key)).ShouldBe(401, "elsewhere a password is none");
        using var bearer = await product.SendAsync(HttpMethod.Get, Root + route, null, _key);
        ((int)bearer.StatusCode).ShouldBe(200);
        using var asked = await product.SendAsync(HttpMethod.Get, Root + route, null, null);
        asked.Headers.WwwAuthenticate.Select(w => w.Scheme).ShouldBe(["Basic", "Bearer"]);

        async Task<int> StatusAsync(string path, string? key)
        {
            using var answer = await OfficeAsync(path, key: key ?? "");
            return (int)answer.StatusCode;
        }
    }

    private async Task<string[]> IdsAsync(string query) => [.. (await RowsAsync(Root + query)).GetProperty("value").EnumerateArray().Select(r => r.GetProperty("Id").GetString()!)];

    private async Task<JsonElement> RowsAsync(string path)
    {
        using var answer = await OfficeAsync(path);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        ((int)answer.StatusCode).ShouldBe(200, text);
        return JsonDocument.Parse(text).RootElement;
    }

    // As Power BI and Excel send it: the key as a password, and no user.
    private async Task<HttpResponseMessage> OfficeAsync(string path, string accept = "application/json;odata.metadata=minimal", string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(product.Http.BaseAddress!, path));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("OData-MaxVersion", "4.0");
        if (key is not "")
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($":{key ?? _key}")));
        }

        return await product.Http.SendAsync(request, Cancel);
    }

    private async Task<string> FillAsync()
    {
        const long owner = 1;
        var key = await product.NewClientAsync("reported", "read");
        await product.NewClientAsync("neighbour", "read");
        var incidents = product.Services.GetRequiredService<IIncidentStore>();
        var responses = product.Services.GetRequiredService<IResponseStore>();
        await incidents.ClaimAsync("reported", owner, Cancel);
        await incidents.ClaimAsync("neighbour", owner, Cancel);
        await Task.WhenAll(Enumerable.Range(0, Incidents).Select(i => incidents.WriteAsync(Incident(i), owner, Cancel).AsTask()));
        await incidents.WriteAsync(Incident(0, "neighbour"), owner, Cancel);
        await incidents.WriteAsync(ReportRows.Incident("inc-of-october", "2026-10-14T02:12:00Z", client: "reported"), owner, Cancel);
        await incidents.WriteAsync(ReportRows.Incident("inc-merged", "2026-11-14T02:12:00Z", client: "reported") with { MergedInto = "inc-reported-0001" }, owner, Cancel);
        await responses.WriteAsync(ReportRows.Operation("op-reported-1", "inc-reported-0001", "2026-11-14T02:12:01Z", "reported"), Cancel);
        await responses.WriteAsync(ReportRows.Operation("op-neighbour-1", "inc-neighbour-0000", "2026-11-14T02:12:01Z", "neighbour"), Cancel);
        await responses.WriteAsync(ReportRows.Escalation("inc-reported-0001", "2026-11-14T02:12:00Z", EscalationDecision.Wake, "2026-11-14T02:13:00Z", "reported"), Cancel);
        await responses.WriteAsync(ReportRows.Escalation("inc-neighbour-0000", "2026-11-14T02:12:00Z", EscalationDecision.Wake, "2026-11-14T02:13:00Z", "neighbour"), Cancel);
        return key;
    }

    // The first of all is an hour old when it is seen; the second is of first priority; the fourth has a name for a spreadsheet.
    private static Incident Incident(int i, string client = "reported") => ReportRows.Incident(
        $"inc-{client}-{i:0000}", "2026-11-14T02:12:00Z", i == 1 ? 95 : 50, i == 1 ? EscalationDecision.Wake : EscalationDecision.None, late: i == 0, latencyMs: i == 0 ? 70 * 86_400_000L : 1_000 + i, client: client)
        with { Title = i == 3 ? "=cmd|' /C calc'!A0" : $"Number {i}" };
}
