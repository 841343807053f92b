using System.Collections.Frozen;
using Soc.Model.Entities;

namespace Soc.Model.Policies;

/// <summary>Names of asset classes, and which kind of entity each is of.</summary>
public static class AssetClasses
{
    private static readonly FrozenDictionary<string, AssetClass> ByName = new Dictionary<string, AssetClass>(StringComparer.Ordinal)
    {
        ["workstation"] = AssetClass.Workstation,
        ["server"] = AssetClass.Server,
        ["network_device"] = AssetClass.NetworkDevice,
        ["user"] = AssetClass.User,
        ["privileged_user"] = AssetClass.PrivilegedUser,
        ["service_account"] = AssetClass.ServiceAccount,
        ["address"] = AssetClass.Address,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<AssetClass, string> ByClass = ByName.ToFrozenDictionary(p => p.Value, p => p.Key);

    /// <summary>All names, in the order of the classes.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.OrderBy(p => p.Value).Select(p => p.Key)];

    public static string NameOf(AssetClass assetClass) =>
        ByClass.TryGetValue(assetClass, out var name) ? name : throw new ArgumentOutOfRangeException(nameof(assetClass), assetClass, "This class has no name.");

    public static bool TryParse(string? name, out AssetClass assetClass)
    {
        assetClass = default;
        return name is not null && ByName.TryGetValue(name, out assetClass);
    }

    /// <summary>The kind of entity that can be of this class.</summary>
    public static EntityKind KindOf(AssetClass assetClass) => assetClass switch
    {
        AssetClass.Workstation or AssetClass.Server or AssetClass.NetworkDevice => EntityKind.Device,
        AssetClass.User or AssetClass.PrivilegedUser or AssetClass.ServiceAccount => EntityKind.User,
        AssetClass.Address => EntityKind.Address,
        _ => throw new ArgumentOutOfRangeException(nameof(assetClass), assetClass, "No entity is of this class."),
    };

    /// <summary>What an entity is that no pattern of the policy names: a device is a workstation, a user a user.</summary>
    public static AssetClass DefaultOf(EntityKind kind) => kind switch
    {
        EntityKind.Device => AssetClass.Workstation,
        EntityKind.User => AssetClass.User,
        EntityKind.Address => AssetClass.Address,
        _ => AssetClass.None,
    };
}
