using System.Globalization;
using Soc.Simulator.Transport;

namespace Soc.Simulator.Demo;

/// <summary>What the API's terms mean, for somebody who reads them for the first time.</summary>
internal static class Words
{
    private static readonly string[] Severity = ["critical", "high", "medium", "low", "info"];

    /// <summary>Who hears of it.</summary>
    public static string Decision(ApiIncident i)
    {
        var (now, late) = i.Escalation.Decision switch
        {
            "wake" => ("somebody is woken", "somebody would have been woken"),
            "notify" => ("a person is told at once", "a person would have been told at once"),
            "digest" => ("it stands in the next digest", "it would have stood in the digest"),
            _ => ("nobody is told", "nobody would have been told"),
        };
        return i.Escalation.Late ? late : now;
    }

    /// <summary>What the context suggests, with its first reason.</summary>
    public static string Verdict(ApiIncident i) => i.Suggested.Verdict switch
    {
        "undecided" => "no verdict suggested: a person decides",
        var verdict when i.Suggested.Reasons.Length > 0 => $"suggested verdict {verdict.Replace('_', ' ')}: {i.Suggested.Reasons[0]}",
        var verdict => $"suggested verdict {verdict.Replace('_', ' ')}",
    };

    /// <summary>How many of each severity, the gravest first.</summary>
    public static string Severities(IReadOnlyCollection<ApiIncident> incidents) =>
        string.Join(", ", Severity.Select(s => string.Create(CultureInfo.InvariantCulture, $"{incidents.Count(i => string.Equals(i.Severity, s, StringComparison.Ordinal)):N0} {s}")));
}
