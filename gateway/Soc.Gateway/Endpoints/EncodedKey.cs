using Microsoft.AspNetCore.Http.Features;

namespace Soc.Gateway.Endpoints;

/// <summary>
/// The key at the end of an entity's path, decoded once. The server decodes a path but for %2F, so that the decoded path
/// cannot tell "a/b" from "a%2Fb": what the caller sent can.
/// </summary>
internal static class EncodedKey
{
    private const string Before = "/entities/";

    /// <summary>Null when the request's target is not as expected (absolute form behind some proxy).</summary>
    public static string? Of(HttpContext http)
    {
        var target = (http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "").AsSpan();
        var query = target.IndexOf('?');
        target = query < 0 ? target : target[..query];
        var kind = target.IndexOf(Before, StringComparison.Ordinal);
        if (!target.StartsWith('/') || kind < 0)
        {
            return null;
        }

        target = target[(kind + Before.Length)..];
        var slash = target.IndexOf('/');
        return slash < 0 ? null : Uri.UnescapeDataString(target[(slash + 1)..]);
    }
}
