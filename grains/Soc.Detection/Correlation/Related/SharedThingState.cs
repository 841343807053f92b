using Orleans;
using Soc.Model.Incidents;

namespace Soc.Detection.Correlation.Related;

/// <summary>Which clients' incidents were about one thing outside; bounded, so that what all the world meets stays small.</summary>
[GenerateSerializer, Alias("soc.SharedThingState")]
public sealed class SharedThingState
{
    public const int CurrentVersion = 1;

    /// <summary>Most incidents remembered, those with the newest events.</summary>
    public const int MaxSightings = 128;

    /// <summary>Most of one client, so that a busy one leaves room for the others.</summary>
    public const int MaxOfClient = 8;

    [Id(0)] public int Version { get; set; } = CurrentVersion;

    /// <summary>In order of client and incident.</summary>
    [Id(1)] public SharedSighting[] Sightings { get; set; } = [];

    /// <summary>Takes an incident, or what is new of one that is known.</summary>
    /// <returns>False when nothing changed: it was told before, or is older than all that is kept.</returns>
    public bool Add(SharedSighting sighting)
    {
        var known = Array.Find(Sightings, s => IsSame(s, sighting));
        var next = known is null ? sighting : known with { FirstMs = Math.Min(known.FirstMs, sighting.FirstMs), LastMs = Math.Max(known.LastMs, sighting.LastMs) };
        if (next == known)
        {
            return false;
        }

        // The newest stay, whatever the order in which they are told.
        var kept = Sightings.Where(s => !IsSame(s, sighting)).Append(next)
            .GroupBy(s => s.Client, StringComparer.Ordinal)
            .SelectMany(ofClient => Newest(ofClient).Take(MaxOfClient));
        SharedSighting[] sightings = [.. Newest(kept).Take(MaxSightings).OrderBy(s => s.Client, StringComparer.Ordinal).ThenBy(s => s.IncidentId, StringComparer.Ordinal)];
        var isKept = sightings.Contains(next);
        Sightings = sightings;
        return isKept;
    }

    private static bool IsSame(SharedSighting a, SharedSighting b) =>
        string.Equals(a.Client, b.Client, StringComparison.Ordinal) && string.Equals(a.IncidentId, b.IncidentId, StringComparison.Ordinal);

    private static IOrderedEnumerable<SharedSighting> Newest(IEnumerable<SharedSighting> sightings) => sightings
        .OrderByDescending(s => s.LastMs)
        .ThenBy(s => s.Client, StringComparer.Ordinal)
        .ThenBy(s => s.IncidentId, StringComparer.Ordinal);
}
