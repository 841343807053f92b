using System.ComponentModel;
using System.Globalization;
using System.Text;
using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints;
using Soc.Gateway.Reports.Answers;
using Soc.GrainInterfaces.Clients;

namespace Soc.Gateway.Reports;

/// <summary>The report of a client, in four forms.</summary>
internal static class ReportEndpoints
{
    /// <summary>Says of a table, which cannot say it itself, that rows are missing.</summary>
    public const string TruncatedHeader = "Soc-Report-Truncated";

    public static void MapReports(this IEndpointRouteBuilder api) =>
        api.MapGet("/clients/{client}/report", GetAsync)
            .Needs(CredentialScopes.Read)
            .WithName("getReport").WithTags("Reports")
            .WithSummary("What was stopped, told and undone in a period, by default the last 30 days. format (or Accept) makes it json; csv or parquet, a row an incident; or html, one page to print.")
            .Produces<ReportDto>(200, ReportFormats.Json, ReportFormats.Csv, ReportFormats.Parquet, ReportFormats.Html).ProducesProblem(400);

    private static async Task<IResult> GetAsync(
        string client,
        [Description("A date or moment on the clock of the client's zone (2026-03-01, 2026-03-01T09:00), or one with its own zone; 30 days before to when left out.")] string? from,
        [Description("As from; a day is still part of the report, a moment is not; now when left out. At most 400 days after from.")] string? to,
        [Description("json, csv, parquet or html; what the Accept header likes best when left out, else json.")] string? format,
        HttpContext http, ReportReader reader, IClientPolicies policies, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!ReportFormats.TryChoose(format, http.Request.GetTypedHeaders().Accept, out var chosen))
        {
            return Problems.BadRequest($"format='{format}' is unknown: use json, csv, parquet or html.");
        }

        var zone = policies.RulesOf(client).Zone;
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (!ReportPeriod.TryRead(from, to, zone, nowMs, out var period, out var problem))
        {
            return Problems.BadRequest(problem);
        }

        var report = ReportBuilder.Build(await reader.ReadAsync(client, period, nowMs, cancellationToken));
        var headers = http.Response.Headers;
        headers.Vary = "Accept";
        headers.CacheControl = "private, no-store";
        headers.XContentTypeOptions = "nosniff";
        if (report.Summary.IsTruncated)
        {
            headers[TruncatedHeader] = "true";
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"report-{client}-{report.Summary.From[..10]}");
        switch (chosen)
        {
            case ReportFormat.Csv:
                return TypedResults.File(CsvTable.Write(Columns.Report, report.Lines), $"{ReportFormats.Csv}; charset=utf-8; header=present", name + ".csv");
            case ReportFormat.Parquet:
                return TypedResults.File(await ParquetTable.WriteAsync(Columns.Report, report.Lines, NotesOf(report.Summary), cancellationToken), ReportFormats.Parquet, name + ".parquet");
            case ReportFormat.Html:
                headers.ContentSecurityPolicy = ReportPage.ContentSecurityPolicy;
                return TypedResults.Text(ReportPage.Write(report, zone), ReportFormats.Html, Encoding.UTF8);
            default:
                return TypedResults.Ok(report.Summary);
        }
    }

    private static Dictionary<string, string> NotesOf(ReportDto report) => new(StringComparer.Ordinal)
    {
        ["soc.client"] = report.Client,
        ["soc.from"] = report.From,
        ["soc.to"] = report.To,
        ["soc.truncated"] = string.Join(' ', report.Truncated),
    };
}
