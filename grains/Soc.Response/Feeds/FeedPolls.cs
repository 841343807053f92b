using Soc.Model.Response.Feeds;

namespace Soc.Response.Feeds;

/// <summary>Who took which feed last.</summary>
public static class FeedPolls
{
    /// <summary>Most firewalls and feeds remembered of a client, those that asked last.</summary>
    public const int MaxPolls = 256;

    /// <summary>The newest poll of each firewall and feed, in order of feed, credential and address.</summary>
    public static FeedPoll[] Merge(IReadOnlyCollection<FeedPoll> known, IReadOnlyCollection<FeedPoll> polls) =>
    [
        .. known.Concat(polls)
            .GroupBy(p => (p.Feed, p.CredentialId, p.Address))
            .Select(g => g.MaxBy(p => p.AtMs)!)
            .OrderByDescending(p => p.AtMs)
            .Take(MaxPolls)
            .OrderBy(p => p.Feed, StringComparer.Ordinal)
            .ThenBy(p => p.CredentialId, StringComparer.Ordinal)
            .ThenBy(p => p.Address, StringComparer.Ordinal),
    ];
}
