using Soc.Model.Entities;

namespace Soc.GrainInterfaces.Response;

/// <summary>Key of a client's block list: <c>client/blocklist/all</c>, client first, lower case, '%' and '/' escaped.</summary>
public static class BlockListKey
{
    private const string Rest = "/blocklist/all";

    public static string Of(string client)
    {
        ArgumentException.ThrowIfNullOrEmpty(client);
        return KeyText.Escape(client.ToLowerInvariant()) + Rest;
    }

    /// <summary>The client of what <see cref="Of"/> made; null for any other text.</summary>
    public static string? ClientOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Length > Rest.Length && key.EndsWith(Rest, StringComparison.Ordinal)
            ? KeyText.Unescape(key[..^Rest.Length])
            : null;
    }
}
