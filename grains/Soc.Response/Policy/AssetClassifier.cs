using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Response.GuardRails;

namespace Soc.Response.Policy;

/// <summary>Of what class the client's entities are.</summary>
public sealed class AssetClassifier
{
    private readonly (EntityKind Kind, string Name, AssetClass Class)[] _patterns;

    public AssetClassifier(Engagement engagement)
    {
        ArgumentNullException.ThrowIfNull(engagement);
        var patterns = new List<(EntityKind, string, AssetClass)>(engagement.AssetClasses.Length);
        foreach (var (pattern, name) in engagement.AssetClasses)
        {
            if (TryRead(pattern, out var kind, out var rest) && AssetClasses.TryParse(name, out var assetClass))
            {
                patterns.Add((kind, rest, assetClass));
            }
        }

        _patterns = [.. patterns];
    }

    /// <summary>The class that the first fitting pattern says, else the default of its kind.</summary>
    public AssetClass Of(EntityKey entity)
    {
        foreach (var (kind, name, assetClass) in _patterns)
        {
            if (kind == entity.Kind && NamePattern.Fits(name, entity.Value))
            {
                return assetClass;
            }
        }

        return AssetClasses.DefaultOf(entity.Kind);
    }

    /// <summary>Some entity can be of this class here.</summary>
    internal bool IsUsed(AssetClass assetClass) =>
        AssetClasses.DefaultOf(AssetClasses.KindOf(assetClass)) == assetClass || Array.Exists(_patterns, p => p.Class == assetClass);

    /// <summary>Reads "device:srv-*".</summary>
    internal static bool TryRead(string? pattern, out EntityKind kind, out string name)
    {
        (kind, name) = (default, "");
        var colon = pattern?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon <= 0 || colon == pattern!.Length - 1 || !EntityKey.TryParseKind(pattern[..colon].ToLowerInvariant(), out kind))
        {
            return false;
        }

        name = pattern[(colon + 1)..];
        return true;
    }
}
