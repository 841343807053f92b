using System.Runtime.CompilerServices;
using Soc.Model.Incidents;
using Soc.Model.Policies;

namespace Soc.Response.Policy;

/// <summary>
/// Decides by the rules that the client agreed; does nothing. Of the rules that fit an entity and an action one wins: what forbids, before the
/// one with the fewest classes, the narrowest band, the narrowest hours, the more careful mode. What came late, what is harmless and what is
/// protected is never acted upon, whatever a rule says. Limits on how much is done are kept by whoever acts.
/// </summary>
public static class EngagementRules
{
    // Read once for each version of a client's policy, for as long as somebody holds that.
    private static readonly ConditionalWeakTable<ClientPolicy, RuleBook> _books = [];

    /// <param name="policy">The client's rules.</param>
    /// <param name="zone">The client's time zone.</param>
    /// <param name="incident">An incident of this client.</param>
    /// <param name="nowMs">When it is to be done, wall clock, ms since the epoch: its hour is the rules' hour.</param>
    public static EngagementDecision Decide(ClientPolicy policy, TimeZoneInfo zone, Incident incident, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(incident);
        if (!_books.TryGetValue(policy, out var book) || !book.Zone.Equals(zone))
        {
            book = new RuleBook(policy, zone);
            _books.AddOrUpdate(policy, book);
        }

        return book.Decide(incident, nowMs);
    }
}
