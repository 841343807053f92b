using System.Globalization;
using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Response;

namespace Soc.Response.Policy;

/// <summary>What of an action matters to rules: against whom it can be, whether it lasts, and its words.</summary>
public static class ActionTraits
{
    /// <summary>All actions, the least disruptive first.</summary>
    internal static readonly ContainmentAction[] InOrder =
    [
        ContainmentAction.ResetConnection, ContainmentAction.BlockAddress, ContainmentAction.BlockDomain, ContainmentAction.RevokeSessions,
        ContainmentAction.MarkCompromised, ContainmentAction.DisableUser, ContainmentAction.IsolateDevice, ContainmentAction.FirewallPolicy,
    ];

    /// <summary>An entity of this kind can be its target.</summary>
    public static bool Fits(ContainmentAction action, EntityKind kind) => action switch
    {
        ContainmentAction.ResetConnection => kind is EntityKind.Address or EntityKind.Device,
        ContainmentAction.BlockAddress => kind == EntityKind.Address,
        ContainmentAction.BlockDomain => kind == EntityKind.Domain,
        ContainmentAction.RevokeSessions or ContainmentAction.DisableUser or ContainmentAction.MarkCompromised => kind == EntityKind.User,
        ContainmentAction.IsolateDevice => kind == EntityKind.Device,
        ContainmentAction.FirewallPolicy => kind is EntityKind.Address or EntityKind.Domain or EntityKind.Device,
        _ => false,
    };

    /// <summary>It is against somebody outside, so that the client's own addresses are never its target.</summary>
    internal static bool IsAgainstOutside(ContainmentAction action, EntityKind kind) =>
        kind == EntityKind.Address && action is ContainmentAction.ResetConnection or ContainmentAction.BlockAddress or ContainmentAction.FirewallPolicy;

    /// <summary>"block the address for 60 minutes".</summary>
    internal static string Words(ContainmentAction action, int minutes) =>
        ContainmentActions.NeedsNoUndo(action) || minutes <= 0 ? Words(action) : $"{Words(action)} for {Span(minutes)}";

    /// <summary>"block the address".</summary>
    internal static string Words(ContainmentAction action) => action switch
    {
        ContainmentAction.ResetConnection => "break off the connection",
        ContainmentAction.BlockAddress => "block the address",
        ContainmentAction.BlockDomain => "block the domain",
        ContainmentAction.RevokeSessions => "end the user's sessions",
        ContainmentAction.DisableUser => "lock the user's account",
        ContainmentAction.MarkCompromised => "mark the user as compromised",
        ContainmentAction.IsolateDevice => "cut the device off",
        ContainmentAction.FirewallPolicy => "make the agreed change of the firewall policy",
        _ => "do anything",
    };

    /// <summary>"60 minutes", "12 hours", "2 days".</summary>
    internal static string Span(int minutes)
    {
        var (count, unit) = minutes switch
        {
            > 1440 when minutes % 1440 == 0 => (minutes / 1440, "day"),
            >= 120 when minutes % 60 == 0 => (minutes / 60, "hour"),
            _ => (minutes, "minute"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");
    }

    /// <summary>"an address", "a privileged user"; "anything" for no class.</summary>
    internal static string Words(AssetClass assetClass) => assetClass switch
    {
        AssetClass.Workstation => "a workstation",
        AssetClass.Server => "a server",
        AssetClass.NetworkDevice => "a network device",
        AssetClass.User => "a user",
        AssetClass.PrivilegedUser => "a privileged user",
        AssetClass.ServiceAccount => "a service account",
        AssetClass.Address => "an address",
        _ => "anything",
    };
}
