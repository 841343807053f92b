using System.Collections.Frozen;

namespace Soc.Model.Policies;

/// <summary>Names of modes in rules and in the API.</summary>
public static class EngagementModes
{
    private static readonly FrozenDictionary<string, EngagementMode> ByName = new Dictionary<string, EngagementMode>(StringComparer.Ordinal)
    {
        ["none"] = EngagementMode.None,
        ["digest"] = EngagementMode.Digest,
        ["notify"] = EngagementMode.Notify,
        ["ask"] = EngagementMode.Ask,
        ["act_then_tell"] = EngagementMode.ActThenTell,
        ["act_and_wake"] = EngagementMode.ActAndWake,
        ["forbid"] = EngagementMode.Forbid,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<EngagementMode, string> ByMode = ByName.ToFrozenDictionary(p => p.Value, p => p.Key);

    /// <summary>All names, from the most careful mode to the most resolute.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.OrderBy(p => p.Value).Select(p => p.Key)];

    public static string NameOf(EngagementMode mode) =>
        ByMode.TryGetValue(mode, out var name) ? name : throw new ArgumentOutOfRangeException(nameof(mode), mode, "This mode has no name.");

    public static bool TryParse(string? name, out EngagementMode mode)
    {
        mode = default;
        return name is not null && ByName.TryGetValue(name, out mode);
    }

    /// <summary>Something may be done by it: at once, or when a person agrees.</summary>
    public static bool MayAct(EngagementMode mode) => mode is EngagementMode.Ask or EngagementMode.ActThenTell or EngagementMode.ActAndWake;

    /// <summary>Something is done by it without asking.</summary>
    public static bool Acts(EngagementMode mode) => mode is EngagementMode.ActThenTell or EngagementMode.ActAndWake;
}
