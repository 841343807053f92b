using System.Globalization;
using Soc.Model.Response.Feeds;

namespace Soc.Response.Feeds.Formats;

/// <summary>
/// A response policy zone: names that are never blocked first, then the blocked ones, each with all below it. A name that is never blocked wins over a
/// blocked one above it, because the longer name wins; one below it is left out here.
/// </summary>
internal static class RpzZone
{
    // How long a resolver keeps an answer: a block must end, and begin, within a minute.
    private const int TtlSeconds = 60;

    // With the zone's own name behind it a longer one may be no name any more, and a server refuses the whole zone for one.
    private const int MaxNameLength = 200;

    public static byte[] Render(BlockListView view, FeedContext context)
    {
        var never = context.NeverBlocked.ToHashSet(StringComparer.Ordinal);
        var blocked = view.Entries.Where(e => FeedFormats.IsDomain(e.Kind) && e.Value.Length <= MaxNameLength && !IsWithin(e.Value, never)).Select(e => e.Value);
        return FeedText.Lines(
        [
            string.Create(CultureInfo.InvariantCulture, $"$TTL {TtlSeconds}"),
            string.Create(CultureInfo.InvariantCulture, $"@ SOA localhost. hostmaster.localhost. {Serial(view, context)} 60 30 604800 {TtlSeconds}"),
            "@ NS localhost.",
            .. context.NeverBlocked.Where(d => d.Length <= MaxNameLength).SelectMany(d => Both(d, "rpz-passthru.")),
            .. blocked.SelectMany(d => Both(d, ".")),
        ]);
    }

    /// <summary>Grows when the list does, and when the policy does.</summary>
    private static uint Serial(BlockListView view, FeedContext context) => unchecked((uint)(view.Version + context.PolicyVersion));

    private static string[] Both(string domain, string target) => [$"{domain} CNAME {target}", $"*.{domain} CNAME {target}"];

    private static bool IsWithin(string domain, HashSet<string> parents)
    {
        for (var part = domain; ;)
        {
            if (parents.Contains(part))
            {
                return true;
            }

            var dot = part.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0)
            {
                return false;
            }

            part = part[(dot + 1)..];
        }
    }
}
