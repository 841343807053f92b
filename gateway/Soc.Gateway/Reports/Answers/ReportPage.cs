using System.Globalization;
using System.Net;
using System.Text;

namespace Soc.Gateway.Reports.Answers;

/// <summary>The report as one page that can be printed: no script, nothing from elsewhere, every text escaped.</summary>
internal sealed class ReportPage
{
    /// <summary>Nothing but the page's own style may be used by a browser, whatever stands in it.</summary>
    public const string ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Most incidents in the table of the worst.</summary>
    public const int MaxWorst = 25;

    private const string Style = """
        body{font:15px/1.45 system-ui,sans-serif;color:#111;max-width:60rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:1.8rem 0 .4rem;border-bottom:1px solid #888}
        p{margin:.3rem 0}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .6rem .25rem 0;border-bottom:1px solid #ddd;vertical-align:top;overflow-wrap:anywhere}
        td.n,th.n{text-align:right;white-space:nowrap}.big{display:flex;flex-wrap:wrap;gap:1rem;margin:1rem 0}.big div{border:1px solid #888;padding:.6rem 1rem;min-width:7rem}
        .big b{display:block;font-size:1.7rem}.warn{border:2px solid #111;padding:.5rem .8rem;margin:1rem 0}small,footer{color:#444}
        @media print{body{margin:0;max-width:none;font-size:11pt}h2{break-after:avoid}tr,.big div{break-inside:avoid}thead{display:table-header-group}@page{margin:1.5cm}}
        """;

    private readonly StringBuilder _page = new();

    private ReportPage()
    {
    }

    public static string Write(Report report, TimeZoneInfo zone)
    {
        var page = new ReportPage();
        page.Fill(report, new ReportSentences(zone));
        return page._page.ToString();
    }

    private void Fill(Report report, ReportSentences words)
    {
        var r = report.Summary;
        var title = $"Security report for {r.DisplayName}";
        Raw("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>").Text(title)
            .Raw("</title><style>").Raw(Style).Raw("</style></head><body><header><h1>").Text(title).Raw("</h1><p>")
            .Text($"{words.Local(MsOf(r.From))} to {words.Local(MsOf(r.To))} ({r.TimeZone}); made {words.Local(MsOf(r.GeneratedAt))}").Raw("</p></header>");
        foreach (var missing in r.Truncated)
        {
            Raw("<p class=\"warn\"><b>Not complete.</b> ").Text(missing).Raw("</p>");
        }

        Raw("<div class=\"big\">");
        Big(r.Counts.StoppedAutomatically, "stopped automatically");
        Big(r.Counts.StoppedByHand, "stopped by hand");
        Big(r.Counts.Escalated, "escalated to people");
        Big(r.Counts.P1, "of first priority (P1)");
        Raw("</div>");
        Lines("What we did while you slept", r.WhileYouSlept, "Nothing had to be done outside working hours.");
        Table("From events to people", ["Records", "Events", "Signals", "Incidents", "Escalated", "Stopped"],
            [[N(r.Funnel.Records), N(r.Funnel.Events), N(r.Funnel.Signals), N(r.Funnel.Incidents), N(r.Funnel.Escalated), N(r.Funnel.Stopped)]], 0, "");
        Clocks("How long it took", r.Clocks.OnTime);
        if (r.Counts.Late > 0)
        {
            Clocks($"The same of the {N(r.Counts.Late)} incidents whose events came late", r.Clocks.Late);
        }

        Table("The most severe incidents", ["Detected", "Score", "Incident", "About", "Stopped", "Verdict"],
            [.. report.Lines.OrderByDescending(l => l.Score).ThenByDescending(l => l.DetectedAtMs).Take(MaxWorst).Select(l => new[]
            {
                words.Local(l.DetectedAtMs), l.Score.ToString("0.#", CultureInfo.InvariantCulture) + " " + l.Severity, l.Title, l.EntityText, Say(Endpoints.Wire.Name(l.Stopped)), Say(Endpoints.Wire.Name(l.Verdict)),
            })],
            int.MaxValue, "None was detected.");
        Table("Met most often", ["What", "Incidents", "Highest score"],
            [.. r.TopEntities.Select(t => new[] { $"{t.Kind} {t.Key}", N(t.Incidents), t.HighestScore.ToString("0.#", CultureInfo.InvariantCulture) })], 1, "Nobody.");
        Lines("Undone, because it was wrong", r.Undone, "Nothing was undone.");
        Raw("<footer><h2>What the words mean</h2>");
        foreach (var definition in r.Definitions)
        {
            Raw("<p><small>").Text(definition).Raw("</small></p>");
        }

        Raw("</footer></body></html>");
    }

    private void Lines(string title, ReportLinesDto lines, string whenNone)
    {
        Table(title, ["When", "What"], [.. lines.Items.Select(l => new[] { l.LocalTime, l.Text })], int.MaxValue, whenNone);
        if (lines.Total > lines.Items.Count)
        {
            Raw("<p>").Text($"These are the newest {N(lines.Items.Count)} of {N(lines.Total)}.").Raw("</p>");
        }
    }

    private void Clocks(string title, IReadOnlyList<ReportClockDto> clocks) =>
        Table(title, ["Step", "Median", "9 of 10 within", "Incidents"],
            [.. clocks.Select(c => new[] { Say(c.Step), Span(c.MedianSeconds), Span(c.P90Seconds), N(c.N) })], 1, "");

    private void Big(int number, string words) => Raw("<div><b>").Text(N(number)).Raw("</b>").Text(words).Raw("</div>");

    /// <param name="numbersFrom">Columns from this one on are numbers.</param>
    private void Table(string title, string[] heads, IReadOnlyList<string[]> rows, int numbersFrom, string whenNone)
    {
        Raw("<section><h2>").Text(title).Raw("</h2>");
        if (rows.Count == 0)
        {
            Raw("<p>").Text(whenNone).Raw("</p></section>");
            return;
        }

        Raw("<table><thead><tr>");
        for (var i = 0; i < heads.Length; i++)
        {
            Raw(i < numbersFrom ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"n\">").Text(heads[i]).Raw("</th>");
        }

        Raw("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            Raw("<tr>");
            for (var i = 0; i < row.Length; i++)
            {
                Raw(i < numbersFrom ? "<td>" : "<td class=\"n\">").Text(row[i]).Raw("</td>");
            }

            Raw("</tr>");
        }

        Raw("</tbody></table></section>");
    }

    private ReportPage Raw(string html)
    {
        _page.Append(html);
        return this;
    }

    private ReportPage Text(string text)
    {
        _page.Append(WebUtility.HtmlEncode(text));
        return this;
    }

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Say(string name) => name.Replace('_', ' ');

    private static string Span(double? seconds) => seconds switch
    {
        null => "–",
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds.Value * 1000:0} ms"),
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
        < 7200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min"),
        < 172_800 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400:0.#} days"),
    };

    private static long MsOf(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
