using System.Globalization;
using System.Text;
using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>Tells an incident in plain words: who, what, where, when, what speaks for and against it, and what to do.</summary>
public static class StoryWriter
{
    private const int MaxSteps = 12;
    private const int MaxEvidence = 8;
    private const int MaxNames = 4;
    private const int MaxAdvice = 3;

    /// <summary>The strongest finding's sentence, and how many more there are.</summary>
    public static string TitleOf(Incident incident)
    {
        if (Strongest(incident.Signals).FirstOrDefault() is not { } strongest)
        {
            return "";
        }

        var others = incident.Signals.Select(s => s.Title).Distinct(StringComparer.Ordinal).Count() - 1;
        return others switch
        {
            0 => Bare(strongest.Title),
            1 => Bare(strongest.Title) + " (and one more finding)",
            _ => string.Create(CultureInfo.InvariantCulture, $"{Bare(strongest.Title)} (and {others} more findings)"),
        };
    }

    public static string StoryOf(Incident incident, Incident? continued, ClientPolicy policy, TimeZoneInfo zone)
    {
        var story = new StringBuilder();
        Line(story, WhoWhereWhen(incident, policy, zone));
        if (incident.Continues is { } earlier)
        {
            Line(story, Continued(earlier, continued));
        }

        AddSteps(story, incident, zone);
        AddEvidence(story, "What speaks for an incident:", incident.Signals.SelectMany(s => s.EvidenceFor));
        AddEvidence(story, "What speaks against it:", incident.Signals.SelectMany(s => s.EvidenceAgainst));
        AddAnswers(story, incident.Signals);
        AddReading(story, incident);
        AddLearning(story, incident);
        AddAdvice(story, incident);
        return story.ToString().TrimEnd('\n');
    }

    private static IEnumerable<Signal> Strongest(IEnumerable<Signal> signals) =>
        signals.OrderByDescending(s => s.Score).ThenBy(s => s.AtMs).ThenBy(s => s.Id, StringComparer.Ordinal);

    private static string WhoWhereWhen(Incident incident, ClientPolicy policy, TimeZoneInfo zone)
    {
        var who = Names(incident, EntityKind.User, "user");
        var devices = Names(incident, EntityKind.Device, "device");
        var addresses = Names(incident, EntityKind.Address, "address");
        var countries = incident.Signals.Select(s => s.Subject.Country).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxNames).Select(CountryNames.Of).ToArray();
        var text = new StringBuilder();
        text.Append(When(incident, policy, zone)).Append(": ");
        text.Append(who ?? devices ?? addresses ?? "this client");
        if (who is not null && devices is not null)
        {
            text.Append(", on ").Append(devices);
        }

        if (addresses is not null && (who ?? devices) is not null)
        {
            text.Append(", from ").Append(addresses);
        }

        if (countries.Length > 0)
        {
            text.Append(" (").Append(Join(countries)).Append(')');
        }

        text.Append(CultureInfo.InvariantCulture, $". {Count(incident.SignalCount, "finding")}, score {incident.Score:0} ({Severities.Of(incident.Score)}).");
        if (Sites.Of(incident.Signals, policy) is { Count: > 1 } sites)
        {
            text.Append(CultureInfo.InvariantCulture, $" Seen at {sites.Count} sites: {string.Join(", ", sites.Take(MaxNames))}{(sites.Count > MaxNames ? " and others" : "")}.");
        }

        return text.ToString();
    }

    private static string When(Incident incident, ClientPolicy policy, TimeZoneInfo zone)
    {
        var first = WorkCalendar.LocalOf(zone, incident.FirstSeenMs);
        var last = WorkCalendar.LocalOf(zone, incident.LastSeenMs);
        var from = first.ToString("dddd d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        var to = last.Date == first.Date
            ? last.ToString("HH:mm", CultureInfo.InvariantCulture)
            : last.ToString("dddd d MMMM, HH:mm", CultureInfo.InvariantCulture);
        var span = (last - first).TotalMinutes < 1 ? from : $"{from} to {to}";
        return $"{span} ({policy.TimeZone})";
    }

    private static string? Names(Incident incident, EntityKind kind, string one)
    {
        var names = incident.Entities.Where(e => e.Kind == kind).Select(e => e.Value).ToArray();
        return names.Length switch
        {
            0 => null,
            <= MaxNames => Join(names),
            _ => string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", names.Take(MaxNames - 1))} and {names.Length - MaxNames + 1} more {one}{(one.EndsWith('s') ? "es" : "s")}"),
        };
    }

    private static string Continued(string earlier, Incident? incident)
    {
        var judged = incident?.Verdict switch
        {
            Verdict.TruePositive => ", which was judged a true positive",
            Verdict.Benign => ", which was judged benign",
            Verdict.FalsePositive => ", which was judged a false positive",
            _ => "",
        };
        return $"It follows on incident {earlier}{judged}; that one is closed, so this is told anew.";
    }

    private static void AddSteps(StringBuilder story, Incident incident, TimeZoneInfo zone)
    {
        var shown = Strongest(incident.Signals).Take(MaxSteps).OrderBy(s => s.AtMs).ThenBy(s => s.Id, StringComparer.Ordinal).ToArray();
        var oneDay = WorkCalendar.LocalOf(zone, incident.FirstSeenMs).Date == WorkCalendar.LocalOf(zone, incident.LastSeenMs).Date;
        Line(story, "");
        Line(story, "What happened:");
        foreach (var signal in shown)
        {
            var at = WorkCalendar.LocalOf(zone, signal.AtMs).ToString(oneDay ? "HH:mm:ss" : "d MMM HH:mm", CultureInfo.InvariantCulture);
            Line(story, string.Create(CultureInfo.InvariantCulture, $"- {at} {Bare(signal.Title)} [{signal.Detector}, {signal.Score:0}]{(signal.Late ? ", told late" : "")}"));
        }

        var rest = incident.SignalCount - shown.Length;
        if (rest > 0)
        {
            Line(story, $"- and {Count(rest, "weaker finding")}");
        }
    }

    private static void AddEvidence(StringBuilder story, string heading, IEnumerable<Evidence> evidence)
    {
        // The same sentence from two findings is one piece of evidence for the reader.
        var all = evidence
            .GroupBy(e => e.Text, StringComparer.Ordinal)
            .Select(g => g.MaxBy(e => e.Weight)!)
            .OrderByDescending(e => e.Weight)
            .ThenBy(e => e.Text, StringComparer.Ordinal)
            .ToArray();
        Line(story, "");
        Line(story, heading);
        foreach (var e in all.Take(MaxEvidence))
        {
            Line(story, string.Create(CultureInfo.InvariantCulture, $"- {Bare(e.Text)} ({e.Weight:0.#} points)"));
        }

        if (all.Length == 0)
        {
            Line(story, "- nothing that is known");
        }
        else if (all.Length > MaxEvidence)
        {
            Line(story, $"- and {Count(all.Length - MaxEvidence, "lighter point")}");
        }
    }

    private static void AddAnswers(StringBuilder story, IReadOnlyList<Signal> signals)
    {
        foreach (var answer in signals.Select(s => CrossEvidence.AnswerFor(s, signals)).OfType<Evidence>().DistinctBy(e => e.Text, StringComparer.Ordinal).Take(1))
        {
            Line(story, $"One source saw no second factor, another did, for the same person from the same address: {Bare(answer.Text)}. So the missing one does not count.");
        }
    }

    private static void AddReading(StringBuilder story, Incident incident)
    {
        if (incident.SuggestedReasons.Length == 0)
        {
            return;
        }

        Line(story, "");
        Line(story, incident.SuggestedVerdict == Verdict.Benign ? "Suggested verdict: benign, by context." : "No verdict is suggested.");
        foreach (var reason in incident.SuggestedReasons)
        {
            Line(story, $"- {reason}");
        }
    }

    private static void AddLearning(StringBuilder story, Incident incident)
    {
        var notes = incident.Signals.Select(s => s.Learning).OfType<string>().Distinct(StringComparer.Ordinal).Take(2).ToArray();
        if (notes.Length > 0)
        {
            Line(story, "");
            Line(story, "Still learning: " + string.Join(" ", notes));
        }
    }

    private static void AddAdvice(StringBuilder story, Incident incident)
    {
        var explained = incident.SuggestedVerdict == Verdict.Benign;
        var advice = Strongest(incident.Signals).Select(s => s.Advice).OfType<string>().Distinct(StringComparer.Ordinal).Take(MaxAdvice).ToArray();
        Line(story, "");
        Line(story, explained
            ? "What to do: read the reasons; if they hold, set the verdict to benign. Nothing needs to be shut down."
            : "What to do: " + (advice.Length == 0 ? "ask the user whether this was they, through a channel other than the account itself." : string.Join(" ", advice)));
        if (explained && advice.Length > 0)
        {
            Line(story, string.Join(" ", advice));
        }
    }

    private static string Join(string[] names) =>
        names.Length < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";

    private static string Count(int count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? "" : "s")}");

    private static string Bare(string sentence) => sentence.Trim().TrimEnd('.');

    private static void Line(StringBuilder story, string text) => story.Append(text).Append('\n');
}
