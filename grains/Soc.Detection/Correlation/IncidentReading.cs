using System.Globalization;
using Soc.Model.Incidents;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>What the context makes of an incident as a whole.</summary>
/// <param name="Verdict">Benign when everything of weight is explained; else undecided: only a person says true positive.</param>
/// <param name="Reasons">Sentences.</param>
public sealed record IncidentReading(Verdict Verdict, string[] Reasons)
{
    /// <summary>Findings above this score need an explanation each.</summary>
    public const double NeedsExplanationAbove = 40;

    /// <summary>What an explained incident keeps of its score, and the most that it scores: under the digest's default threshold.</summary>
    public const double ExplainedFactor = 0.6;

    public const double ExplainedAtMost = 39;

    /// <summary>A verdict on the same evidence explains a finding while it still weighs this much.</summary>
    private const double VerdictExplainsFrom = 15;

    private const int MaxReasons = 8;

    public static readonly IncidentReading None = new(Verdict.Undecided, []);

    /// <summary>Reads the signals of an incident; their order does not matter.</summary>
    public static IncidentReading Of(IReadOnlyList<Signal> signals)
    {
        var readers = signals.Where(s => s.BenignReading is not null).ToArray();
        var explainedEvents = readers.SelectMany(s => s.EventIds).ToHashSet();
        var reasons = new List<string>();
        var open = new List<string>();
        foreach (var signal in signals.OrderByDescending(s => s.Score).ThenBy(s => s.AtMs).ThenBy(s => s.Id, StringComparer.Ordinal))
        {
            var reason = Explain(signal, readers, explainedEvents);
            if (reason is not null)
            {
                reasons.Add(reason);
            }
            else if (signal.Score > NeedsExplanationAbove || AttackPatterns.Contains(signal.Detector))
            {
                // An attack's own pattern stays open at any score: what fails at first may be all there is to see yet.
                open.Add(signal.Title);
            }
        }

        if (reasons.Count == 0)
        {
            return None;
        }

        return open.Count == 0
            ? new IncidentReading(Verdict.Benign, reasons.Distinct(StringComparer.Ordinal).Take(MaxReasons).ToArray())
            : new IncidentReading(Verdict.Undecided, [$"Part of it has a harmless explanation, but not this: {string.Join("; ", open.Distinct(StringComparer.Ordinal).Take(3))}."]);
    }

    /// <summary>The score after the reading.</summary>
    public double Apply(double score) => Verdict == Verdict.Benign ? Math.Min(ExplainedAtMost, score * ExplainedFactor) : score;

    private static string? Explain(Signal signal, Signal[] readers, HashSet<Model.Events.EventId> explainedEvents)
    {
        if (signal.BenignReading is { } own)
        {
            return $"{Trim(signal.Title)}: {ReadingWords.Of(own)}{Because(signal)}.";
        }

        var verdict = Array.Find(signal.EvidenceAgainst, e => e.Fact == ContextFacts.VerdictForHim + ContextFacts.SameEntity && e.Weight >= VerdictExplainsFrom);
        if (verdict is not null)
        {
            return $"{Trim(signal.Title)}: {verdict.Text}";
        }

        if (AttackPatterns.Contains(signal.Detector) || signal.EventIds.Length == 0 || !signal.EventIds.All(explainedEvents.Contains))
        {
            return null;
        }

        var reader = Array.Find(readers, r => r.EventIds.AsSpan().ContainsAny(signal.EventIds))!;
        return $"{Trim(signal.Title)}: rests on the same events, which are explained ({ReadingWords.Of(reader.BenignReading!)}).";
    }

    private static string Because(Signal signal)
    {
        var strongest = signal.EvidenceAgainst.OrderByDescending(e => e.Weight).Take(3).Select(e => Trim(e.Text)).ToArray();
        return strongest.Length == 0 ? "" : " (" + string.Join("; ", strongest) + ")";
    }

    private static string Trim(string sentence) => sentence.TrimEnd('.', ' ');
}
