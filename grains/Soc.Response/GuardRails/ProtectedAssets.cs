using Soc.Model.Entities;

namespace Soc.Response.GuardRails;

/// <summary>
/// A client's protected assets, read once to be asked often: entity keys as people write them ("address:10.0.0.1", "address:10.0.0.0/24",
/// "user:breakglass@example.com", "device:dc*"), where a star stands for any text. Rules, dry runs, guard rails and resets by a sensor ask this one matcher, so that none says of
/// an asset what another does not.
/// </summary>
public sealed class ProtectedAssets
{
    // A policy may have thousands of plain names: they are looked up, and only stars and networks are tried one after the other.
    private readonly Dictionary<string, string> _plain = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Asset> _others = [];

    public ProtectedAssets(IEnumerable<string> assets)
    {
        ArgumentNullException.ThrowIfNull(assets);
        foreach (var text in assets)
        {
            var asset = Asset.Of(text);
            if (asset.IsPlain)
            {
                _plain.TryAdd(asset.Name, text);
            }
            else
            {
                _others.Add(asset);
            }
        }
    }

    /// <returns>The asset that covers it, as it was written; null when none does.</returns>
    public string? Find(EntityKind kind, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _plain.GetValueOrDefault($"{EntityKey.KindName(kind)}:{name}") ?? _plain.GetValueOrDefault(name) ?? _others.Find(a => a.Covers(kind, name))?.Text;
    }

    /// <param name="Text">As it was written.</param>
    /// <param name="Kind">Only of this kind; null for a name that says none.</param>
    private sealed record Asset(string Text, EntityKind? Kind, string Value)
    {
        /// <summary>What it is looked up by.</summary>
        public string Name => Kind is { } kind ? $"{EntityKey.KindName(kind)}:{Value}" : Value;

        /// <summary>It means one name, and no network.</summary>
        public bool IsPlain => !Value.Contains('*', StringComparison.Ordinal) && !AddressSet.TryParse(Value, out _);

        public static Asset Of(string text)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            return colon > 0 && EntityKey.TryParseKind(text[..colon].ToLowerInvariant(), out var kind)
                ? new Asset(text, kind, text[(colon + 1)..].Trim())
                : new Asset(text, null, text.Trim());
        }

        // An address may be a device's name as well: whatever it is called by, it is the same machine.
        public bool Covers(EntityKind kind, string name) =>
            Kind is null
                ? NamePattern.Matches(Value, name) || AddressSet.Overlaps(Value, name)
                : (Kind == kind && NamePattern.Matches(Value, name)) || (Kind == EntityKind.Address && AddressSet.Overlaps(Value, name));
    }
}
