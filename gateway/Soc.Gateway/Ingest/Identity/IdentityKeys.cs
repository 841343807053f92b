namespace Soc.Gateway.Ingest.Identity;

/// <summary>Spelling of the things that tie names together.</summary>
internal static class IdentityKeys
{
    /// <summary>Prefix of accounts that no person owns.</summary>
    public const string ServicePrefix = "service:";

    /// <summary>Prefix of somebody known by his id only.</summary>
    public const string IdPrefix = "id:";

    private const int MaxIdLength = 128;

    /// <summary>Logins that every machine has for itself: not the person of that name in the directory.</summary>
    private static readonly HashSet<string> LocalAccounts = new(StringComparer.Ordinal)
    {
        "root", "admin", "administrator", "guest", "system", "nobody", "anonymous", "test", "user", "service", "daemon",
    };

    public static bool IsLocalAccount(string login) => LocalAccounts.Contains(login);

    /// <summary>
    /// A directory's id with its kind: ids of the same kind that differ are two accounts, ids of two kinds may be one
    /// person. GUIDs and SIDs are unique whoever reports them; others only within their source.
    /// </summary>
    /// <returns>"kind|id", or null.</returns>
    public static string? OfUid(string source, string? uid)
    {
        if (string.IsNullOrWhiteSpace(uid) || uid.Length > MaxIdLength)
        {
            return null;
        }

        var id = uid.Trim().ToLowerInvariant();
        if (Guid.TryParse(id, out var guid))
        {
            return guid == Guid.Empty ? null : $"guid|{guid}";
        }

        return id.StartsWith("s-1-", StringComparison.Ordinal) ? $"sid|{id}" : id is "-" or "n/a" or "unknown" or "not available" ? null : $"{source}|{id}";
    }

    /// <summary>The kind of what <see cref="OfUid"/> gave.</summary>
    public static ReadOnlySpan<char> KindOf(string idKey) => idKey.AsSpan(0, idKey.IndexOf('|', StringComparison.Ordinal));
}
