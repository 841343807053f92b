using System.Globalization;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;

namespace Soc.Simulator.Stories;

/// <summary>What checks look for, and how outcomes are worded.</summary>
internal static class Findings
{
    /// <summary>Incidents of a person with activity within a day from <paramref name="fromMs"/>, the highest score first.</summary>
    public static async Task<IReadOnlyList<ApiIncident>> OfAsync(ApiClient api, Person person, long fromMs, CancellationToken cancellationToken) =>
        [.. (await api.IncidentsAsync(person.Company.Client, cancellationToken))
            .Where(i => i.Concerns("user", person.Upn) && i.MergedInto is null)
            .Where(i => i.LastSeen.ToUnixTimeMilliseconds() >= fromMs && i.LastSeen.ToUnixTimeMilliseconds() < fromMs + OrdinaryLife.DayMs)
            .OrderByDescending(i => i.Score)];

    /// <summary>The same of a machine.</summary>
    public static async Task<IReadOnlyList<ApiIncident>> OfAsync(ApiClient api, Machine machine, long fromMs, CancellationToken cancellationToken) =>
        [.. (await api.IncidentsAsync(machine.Company.Client, cancellationToken))
            .Where(i => i.Concerns("device", machine.Key) && i.MergedInto is null)
            .Where(i => i.LastSeen.ToUnixTimeMilliseconds() >= fromMs && i.LastSeen.ToUnixTimeMilliseconds() < fromMs + OrdinaryLife.DayMs)
            .OrderByDescending(i => i.Score)];

    public static string InWords(ApiIncident i)
    {
        var verdict = i.Suggested.Verdict is "undecided" ? "" : $", suggested {i.Suggested.Verdict}";
        var late = i.Escalation.Late ? ", late" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join('+', i.Signals.Select(s => s.Detector).Distinct(StringComparer.Ordinal))} {i.Score:0} {i.Escalation.Decision}{late}{verdict}");
    }

    public static string InWords(IReadOnlyList<ApiIncident> incidents) => incidents.Count switch
    {
        0 => "no incident",
        1 => InWords(incidents[0]),
        _ => $"{incidents.Count} incidents: {string.Join("; ", incidents.Take(3).Select(InWords))}",
    };

    public static StoryOutcome Outcome(bool passed, string got, IEnumerable<ApiIncident> incidents) => new(passed, got, [.. incidents.Select(i => i.Id)]);

    /// <summary>True when a reason, or the reading of the signal, says one of these words.</summary>
    public static bool Says(ApiSignal signal, params string[] words) =>
        signal.EvidenceFor.Concat(signal.EvidenceAgainst).SelectMany(e => (string[])[e.Fact, e.Text]).Append(signal.BenignReading ?? "")
            .Any(text => words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)));
}
