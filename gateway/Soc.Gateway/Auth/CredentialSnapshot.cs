using System.Buffers.Binary;
using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Auth;

/// <summary>The credentials at a moment, put in order once.</summary>
internal sealed class CredentialSnapshot
{
    private readonly Dictionary<string, StoredToken> _byId;
    private readonly ILookup<ulong, StoredToken> _byHashPrefix;
    private readonly Dictionary<string, StoredToken[]> _byKind;

    public CredentialSnapshot(IEnumerable<StoredToken> tokens)
    {
        All = [.. tokens.OrderBy(t => t.CreatedMs).ThenBy(t => t.Id, StringComparer.Ordinal)];
        _byId = All.ToDictionary(t => t.Id, StringComparer.Ordinal);
        _byHashPrefix = All.ToLookup(t => PrefixOf(t.SecretHash));
        _byKind = All.GroupBy(t => t.Kind, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
    }

    public static CredentialSnapshot Empty { get; } = new([]);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<StoredToken> All { get; }

    public IReadOnlyList<StoredToken> OfKind(string kind) => _byKind.GetValueOrDefault(kind) ?? [];

    public StoredToken? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Those whose hash begins as this one does: the few that are worth a comparison in constant time.</summary>
    public IEnumerable<StoredToken> WithPrefixOf(byte[] hash) => _byHashPrefix[PrefixOf(hash)];

    /// <summary>The same with one that is new, or in the place of the one with its id.</summary>
    public CredentialSnapshot With(StoredToken token) => new(All.Where(t => !string.Equals(t.Id, token.Id, StringComparison.Ordinal)).Append(token));

    private static ulong PrefixOf(byte[] hash) => hash.Length >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(hash) : 0;
}
