using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>How much an entity matters to its client.</summary>
public static class Criticality
{
    /// <summary>Odds multiplier that the policy gives an entity; 1 when it gives none.</summary>
    public static double Of(ClientPolicy policy, EntityKey entity) => Find(policy, entity) ?? 1;

    /// <summary>The multiplier of a finding: of the entity itself, else the greatest of those that are part of it; no name when none is given.</summary>
    public static (string? Name, double Multiplier) Of(ClientPolicy policy, Signal signal)
    {
        if (policy.Criticality.Count == 0)
        {
            return (null, 1);
        }

        if (Find(policy, signal.Entity) is { } own)
        {
            return (signal.Entity.Value, own);
        }

        (string? Name, double Multiplier) best = (null, 1);
        foreach (var related in signal.Related)
        {
            // A critical user among those of a spray raises it; an unimportant address does not lower it.
            if (Find(policy, related) is { } multiplier && multiplier > best.Multiplier)
            {
                best = (related.Value, multiplier);
            }
        }

        return best;
    }

    private static double? Find(ClientPolicy policy, EntityKey entity)
    {
        var name = $"{EntityKey.KindName(entity.Kind)}:{entity.Value}";
        if (policy.Criticality.TryGetValue(name, out var exact))
        {
            return exact;
        }

        // A policy read back from JSON or from the wire may have lost the comparer that ignores case.
        foreach (var (key, value) in policy.Criticality)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }
}
