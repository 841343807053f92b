using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>Whether a signal that is known by its id says something new, and what it becomes then.</summary>
internal static class SignalNews
{
    private const double LeastRise = 0.5;
    private const int MaxRelated = 32;

    /// <summary>
    /// More evidence, more events, a later event or a higher score is news. What the client's context says changes by itself and is
    /// none; neither is an earlier version that a redelivery brings back.
    /// </summary>
    public static bool IsNews(Signal known, Signal incoming)
    {
        var knownFacts = FactsOf(known);
        var facts = FactsOf(incoming);
        if (!facts.IsSubsetOf(knownFacts) || incoming.AtMs > known.AtMs)
        {
            return true;
        }

        if (known.EventIds.Length < Signal.MaxEventIds && Array.Exists(incoming.EventIds, id => !known.EventIds.Contains(id)))
        {
            return true;
        }

        var isEarlierVersion = facts.Count < knownFacts.Count || incoming.AtMs < known.AtMs;
        return !isEarlierVersion && (incoming.Score >= known.Score + LeastRise || incoming.BenignReading != known.BenignReading);
    }

    /// <summary>The later version, resting on the events of both.</summary>
    public static Signal Combine(Signal known, Signal incoming) => incoming with
    {
        FirstMs = Math.Min(known.FirstMs, incoming.FirstMs),
        AtMs = Math.Max(known.AtMs, incoming.AtMs),
        EventIds = known.EventIds.Union(incoming.EventIds).Take(Signal.MaxEventIds).ToArray<EventId>(),
        Related = known.Related.Union(incoming.Related).Take(MaxRelated).ToArray(),
        Late = known.Late && incoming.Late,
        Times = known.Times ?? incoming.Times,
        SeenAt = known.SeenAt.Union(incoming.SeenAt).Take(Signal.MaxSeenAt).ToArray(),
        OutsideAddresses = known.OutsideAddresses.Union(incoming.OutsideAddresses, StringComparer.OrdinalIgnoreCase).Take(Signal.MaxOutsideAddresses).ToArray(),
        UsualDomains = known.UsualDomains.Union(incoming.UsualDomains, StringComparer.OrdinalIgnoreCase).Take(MaxRelated).ToArray(),
    };

    private static HashSet<string> FactsOf(Signal s) =>
        s.EvidenceFor.Select(e => "+" + e.Fact)
            .Concat(s.EvidenceAgainst.Select(e => "-" + e.Fact))
            .Where(f => !ContextFacts.IsContext(f[1..]))
            .ToHashSet(StringComparer.Ordinal);
}
