using Microsoft.Net.Http.Headers;

namespace Soc.Gateway.Reports.Answers;

/// <summary>Which form an answer has: what the query says, else what the Accept header likes best, else JSON.</summary>
internal static class ReportFormats
{
    public const string Csv = "text/csv";
    public const string Parquet = "application/vnd.apache.parquet";
    public const string Html = "text/html";
    public const string Json = "application/json";

    /// <returns>False for a name that is none.</returns>
    public static bool TryChoose(string? name, IList<MediaTypeHeaderValue> accepted, out ReportFormat format)
    {
        format = ReportFormat.Json;
        if (!string.IsNullOrEmpty(name))
        {
            return name switch
            {
                "json" => Set(ReportFormat.Json, out format),
                "csv" => Set(ReportFormat.Csv, out format),
                "parquet" => Set(ReportFormat.Parquet, out format),
                "html" => Set(ReportFormat.Html, out format),
                _ => false,
            };
        }

        foreach (var type in accepted.Where(a => a.Quality is null or > 0).OrderByDescending(a => a.Quality ?? 1))
        {
            if (OfType(type.MediaType.Value) is { } known)
            {
                format = known;
                break;
            }
        }

        return true;
    }

    private static ReportFormat? OfType(string? type) =>
        Is(type, Csv) ? ReportFormat.Csv : Is(type, Parquet) ? ReportFormat.Parquet : Is(type, Html) ? ReportFormat.Html : Is(type, Json) ? ReportFormat.Json : null;

    private static bool Is(string? type, string known) => string.Equals(type, known, StringComparison.OrdinalIgnoreCase);

    private static bool Set(ReportFormat chosen, out ReportFormat format)
    {
        format = chosen;
        return true;
    }
}
