using Soc.Model.Entities;
using Soc.Model.Policies;

namespace Soc.Response.Feeds;

/// <summary>What a feed says beside the block list.</summary>
/// <param name="NeverBlocked">Domains of the client's protected assets, in one form, in order.</param>
/// <param name="PolicyVersion">Of the policy that they are from.</param>
public sealed record FeedContext(IReadOnlyList<string> NeverBlocked, long PolicyVersion)
{
    private static readonly string DomainPrefix = $"{EntityKey.KindName(EntityKind.Domain)}:";

    /// <summary>From a client's policy; protected assets that are no domains have no place in a zone.</summary>
    public static FeedContext Of(ClientPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new(
            [.. policy.ProtectedAssets
                .Where(a => a.StartsWith(DomainPrefix, StringComparison.OrdinalIgnoreCase))
                .Select(a => BlockTarget.DomainOf(a[DomainPrefix.Length..]))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)],
            policy.Version);
    }
}
