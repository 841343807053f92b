using System.Collections.Frozen;

namespace Soc.Model.Response;

/// <summary>Names of actions in rules, in the API and in connectors' descriptions.</summary>
public static class ContainmentActions
{
    private static readonly FrozenDictionary<string, ContainmentAction> ByName = new Dictionary<string, ContainmentAction>(StringComparer.Ordinal)
    {
        ["reset_connection"] = ContainmentAction.ResetConnection,
        ["block_address"] = ContainmentAction.BlockAddress,
        ["block_domain"] = ContainmentAction.BlockDomain,
        ["revoke_sessions"] = ContainmentAction.RevokeSessions,
        ["disable_user"] = ContainmentAction.DisableUser,
        ["mark_compromised"] = ContainmentAction.MarkCompromised,
        ["isolate_device"] = ContainmentAction.IsolateDevice,
        ["firewall_policy"] = ContainmentAction.FirewallPolicy,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<ContainmentAction, string> ByAction = ByName.ToFrozenDictionary(p => p.Value, p => p.Key);

    /// <summary>All names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys.Order(StringComparer.Ordinal)];

    /// <exception cref="ArgumentOutOfRangeException">It is <see cref="ContainmentAction.Unknown"/> or no action.</exception>
    public static string NameOf(ContainmentAction action) =>
        ByAction.TryGetValue(action, out var name) ? name : throw new ArgumentOutOfRangeException(nameof(action), action, "This action has no name.");

    /// <summary>
    /// It happens once, and who is hit goes on a moment later (he signs in again, he connects again): it cannot be undone, and need not be. What cannot be
    /// undone and lasts needs two people; this does not.
    /// </summary>
    public static bool NeedsNoUndo(ContainmentAction action) => action is ContainmentAction.ResetConnection or ContainmentAction.RevokeSessions;

    public static bool TryParse(string? name, out ContainmentAction action)
    {
        action = default;
        return name is not null && ByName.TryGetValue(name, out action);
    }
}
