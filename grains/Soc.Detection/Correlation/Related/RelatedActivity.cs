using Soc.Detection.SignIns;
using Soc.Model.Incidents;

namespace Soc.Detection.Correlation.Related;

/// <summary>Ties incidents of different clients in words. They stay apart: nothing is merged, scored, told or blocked because of it.</summary>
public static class RelatedActivity
{
    /// <summary>Longest time between the same thing at two clients, in event time: three days, as between the steps of one attack. Hours.</summary>
    public const int WindowHours = 72;

    private const long WindowMs = WindowHours * 3_600_000L;

    /// <param name="incident">The incident that somebody looks at.</param>
    /// <param name="met">Each of its things with all incidents that are known of it, its own too.</param>
    /// <returns>Newest first; each incident once, with all things that tie it.</returns>
    public static IReadOnlyList<RelatedIncident> Of(Incident incident, IEnumerable<(SharedThing Thing, IReadOnlyList<SharedSighting> Sightings)> met) =>
    [
        .. met.SelectMany(m => m.Sightings.Select(s => (m.Thing, Sighting: s, GapMs: GapOf(m.Thing, s))))
            .Where(m => !string.Equals(m.Sighting.Client, incident.Client, StringComparison.Ordinal) && m.GapMs <= WindowMs)
            .GroupBy(m => (m.Sighting.Client, m.Sighting.IncidentId))
            .Select(g => new RelatedIncident(g.Key.Client, g.Key.IncidentId, g.Max(m => m.Sighting.LastMs), Why([.. g.Select(m => m.Thing)], g.Min(m => m.GapMs))))
            .OrderByDescending(r => r.AtMs)
            .ThenBy(r => r.Client, StringComparer.Ordinal)
            .ThenBy(r => r.IncidentId, StringComparer.Ordinal),
    ];

    private static long GapOf(SharedThing thing, SharedSighting sighting) =>
        Math.Max(0, Math.Max(sighting.FirstMs - thing.LastMs, thing.FirstMs - sighting.LastMs));

    private static string Why(SharedThing[] things, long gapMs)
    {
        var what = string.Join(" and ", things.Select(t => t.Words).Order(StringComparer.Ordinal));
        return gapMs == 0 ? $"Both are about {what}, at the same time." : $"Both are about {what}, {Words.Span(gapMs)} apart.";
    }
}
