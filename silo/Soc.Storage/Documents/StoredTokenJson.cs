using System.Text.Json;
using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.Documents;

/// <summary>JSON of a credential, the same in all stores.</summary>
internal static class StoredTokenJson
{
    // Of a sensor, before it had a property: in the place of the scopes.
    private const string NamePrefix = "name:";

    public static string Encode(StoredToken token) => JsonSerializer.Serialize(token);

    /// <summary>
    /// Reads what any version wrote. A name that stands among the scopes is taken out here and not by a migration, because gateways of the
    /// version before may write such rows while both run; the row itself is put right when it is next written.
    /// </summary>
    public static StoredToken Decode(string json)
    {
        var token = JsonSerializer.Deserialize<StoredToken>(json)!;
        return token.Name is not { Length: > 0 } && token.Scopes is [{ } first] && first.StartsWith(NamePrefix, StringComparison.Ordinal)
            ? token with { Name = first[NamePrefix.Length..], Scopes = [] }
            : token;
    }
}
