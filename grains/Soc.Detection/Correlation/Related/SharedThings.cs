using Soc.Detection.Network;
using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation.Related;

/// <summary>
/// What of an incident may be held against other clients' incidents. Two conditions, since a coincidence here would show one client's
/// trouble to another's analyst: the incident is one that a person is told of at once, and the thing belongs to one party. Not used are
/// names and paths of files and fingerprints of TLS clients: the first are the same everywhere, the second are of a program's library.
/// </summary>
public static class SharedThings
{
    /// <summary>Most things of one incident; those of the gravest findings.</summary>
    public const int MaxThings = 4;

    /// <summary>Findings under this say too little of what they are about: the digest's default threshold.</summary>
    public const double SeriousFromScore = 40;

    /// <summary>A domain that says who is behind it, and that is not usual at the client.</summary>
    public static bool IsTelling(Signal signal, string domain) =>
        OwnedDomain.Of(domain) is not null && !signal.UsualDomains.Contains(domain, StringComparer.OrdinalIgnoreCase);

    /// <summary>True for an incident that reaches the score from which the client wants to be told at once, and is not explained.</summary>
    public static bool TakesPart(Incident incident, ClientPolicy policy) =>
        incident.MergedInto is null && incident.SuggestedVerdict != Verdict.Benign && incident.Score >= policy.Thresholds.Notify;

    /// <summary>Empty for an incident that takes no part. Does not depend on the order of its signals.</summary>
    public static IReadOnlyList<SharedThing> Of(Incident incident, ClientPolicy policy)
    {
        if (!TakesPart(incident, policy))
        {
            return [];
        }

        var things = new List<SharedThing>();
        foreach (var signal in incident.Signals
            .Where(s => s.Score >= SeriousFromScore)
            .OrderByDescending(s => s.Score)
            .ThenBy(s => s.AtMs)
            .ThenBy(s => s.Id, StringComparer.Ordinal))
        {
            foreach (var (kind, value) in Of(signal, policy))
            {
                var at = things.FindIndex(t => t.Kind == kind && string.Equals(t.Value, value, StringComparison.Ordinal));
                if (at >= 0)
                {
                    things[at] = things[at] with { FirstMs = Math.Min(things[at].FirstMs, signal.FirstMs), LastMs = Math.Max(things[at].LastMs, signal.AtMs) };
                }
                else if (things.Count < MaxThings)
                {
                    things.Add(new SharedThing(kind, value, signal.FirstMs, signal.AtMs));
                }
            }
        }

        return things;
    }

    private static IEnumerable<(EntityKind Kind, string Value)> Of(Signal signal, ClientPolicy policy)
    {
        foreach (var address in signal.OutsideAddresses)
        {
            if (!signal.SharedAddresses.Contains(address, StringComparer.OrdinalIgnoreCase) && KnownNetworks.Find(policy, address) is null)
            {
                yield return (EntityKind.Address, address.ToLowerInvariant());
            }
        }

        foreach (var key in signal.Related)
        {
            if (key.Kind == EntityKind.Domain && IsTelling(signal, key.Value))
            {
                yield return (EntityKind.Domain, key.Value);
            }
        }
    }
}
