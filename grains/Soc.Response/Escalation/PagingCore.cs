using Soc.Model.Escalation;
using Soc.Model.Policies;
using Soc.Response.Escalation.Channels;

namespace Soc.Response.Escalation;

/// <summary>Summaries and digests of a client: when they are due, and what becomes of them. Pure; the same state comes back when nothing changes.</summary>
public static class PagingCore
{
    /// <summary>Pause when everybody was tried in vain, ms.</summary>
    public const long RoundPauseMs = 15 * 60_000;

    /// <summary>A summary or digest is tried so long, ms.</summary>
    public const long GiveUpMs = 24 * 3_600_000L;

    public static (PagingSnapshot State, bool MayPage) Ask(PagingSnapshot state, PagingItem item, PagingOptions limit, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (limits, mayPage) = PagingLimiter.Ask(state.Limits, item, limit, nowMs);
        return (ReferenceEquals(limits, state.Limits) ? state : state with { Limits = limits }, mayPage);
    }

    /// <param name="isWorkingTime">Whether people worked at the item's moment.</param>
    public static PagingSnapshot Add(PagingSnapshot state, DigestItem item, bool isWorkingTime, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        var digest = DigestBook.Add(state.Digest, item, isWorkingTime, nowMs);
        return ReferenceEquals(digest, state.Digest) ? state : state with { Digest = digest };
    }

    /// <summary>The time has come on: what is due is put into the outbox.</summary>
    public static PagingSnapshot Tick(PagingSnapshot state, PagingRules rules, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(rules);
        return Digest(Summary(state, rules, nowMs), rules, nowMs);
    }

    /// <summary>The message that is to be sent now; null when none is.</summary>
    public static AddressedNotice? Due(PagingSnapshot state, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Array.Find(state.Outbox, o => o.NextMs <= nowMs || o.NextMs > nowMs + RoundPauseMs);
    }

    /// <summary>When something is to be done next, wall clock, ms since the epoch; null when nothing is.</summary>
    public static long? WakeMs(PagingSnapshot state, PagingRules rules, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(rules);
        var wake = state.Limits.SummaryAtMs == 0 ? long.MaxValue : state.Limits.SummaryAtMs;
        wake = state.Digest.SinceMs == 0 ? wake : Math.Min(wake, DigestClock.NextMs(rules.DigestMinute, rules.Zone, state.Digest.SinceMs));
        wake = state.Outbox.Aggregate(wake, (soonest, o) => Math.Min(soonest, o.NextMs));
        return wake == long.MaxValue ? null : wake;
    }

    /// <summary>A message was sent, or not.</summary>
    /// <returns>The next state, and whether the message is given up.</returns>
    public static (PagingSnapshot State, bool IsGivenUp) Sent(PagingSnapshot state, AddressedNotice item, Delivery delivery, PagingRules rules, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(rules);
        if (delivery.Kind == DeliveryKind.Taken)
        {
            return (Replace(state, item, by: null), false);
        }

        if (nowMs - item.Notice.AtMs > GiveUpMs)
        {
            return (Replace(state, item, by: null), true);
        }

        var tries = item.Tries + 1;
        if (delivery.Kind == DeliveryKind.TryAgain && tries < rules.Times.MaxTries)
        {
            return (Replace(state, item, item with { Tries = tries, NextMs = nowMs + rules.Times.PauseMs(tries) }), false);
        }

        // The next contact at once; when all were tried, the first again after a while.
        var next = Array.FindIndex(rules.Contacts, c => IsSame(c, item.To)) + 1;
        var isRound = next >= rules.Contacts.Length;
        var to = rules.Contacts.Length == 0 ? item.To : rules.Contacts[isRound ? 0 : next];
        return (Replace(state, item, item with { To = to, Notice = item.Notice with { Who = to.Who }, Tries = 0, NextMs = isRound ? nowMs + RoundPauseMs : nowMs }), false);
    }

    private static bool IsSame(ContactStep one, ContactStep other) => string.Equals(one.Who, other.Who, StringComparison.Ordinal) && string.Equals(one.Channel, other.Channel, StringComparison.Ordinal);

    private static PagingSnapshot Summary(PagingSnapshot state, PagingRules rules, long nowMs)
    {
        var (limits, items, count) = PagingLimiter.Tick(state.Limits, rules.Limit, nowMs);
        if (count == 0)
        {
            return ReferenceEquals(limits, state.Limits) ? state : state with { Limits = limits };
        }

        var groups = items.GroupBy(i => (i.Who, i.Channel)).ToArray();
        var notices = groups.Select((g, part) =>
        {
            var to = new ContactStep(g.Key.Who, g.Key.Channel, 0, 0);

            // What is known by number only is said to whoever hears of the worst.
            var notice = rules.Writer.Summary(limits.Summaries, part + 1, to, [.. g], part == 0 ? count - items.Length : 0, nowMs);
            return new AddressedNotice { Notice = notice, To = to, NextMs = nowMs };
        });
        return Put(state with { Limits = limits }, notices);
    }

    private static PagingSnapshot Digest(PagingSnapshot state, PagingRules rules, long nowMs)
    {
        var digest = state.Digest;
        if (digest.SinceMs > nowMs)
        {
            // The clock went back: the digest comes with the next morning of the new time.
            return state with { Digest = digest with { SinceMs = nowMs } };
        }

        if (digest.SinceMs == 0 || nowMs < DigestClock.NextMs(rules.DigestMinute, rules.Zone, digest.SinceMs))
        {
            return state;
        }

        var said = digest with { Digests = digest.Digests + 1 };
        var emptied = state with { Digest = DigestBook.Emptied(said) };

        // Whose rules name nobody agreed to be told nothing.
        return rules.Contacts is [var first, ..]
            ? Put(emptied, [new AddressedNotice { Notice = rules.Writer.Digest(said, first, nowMs), To = first, NextMs = nowMs }])
            : emptied;
    }

    private static PagingSnapshot Put(PagingSnapshot state, IEnumerable<AddressedNotice> notices) => state with { Outbox = [.. state.Outbox.Concat(notices).TakeLast(PagingSnapshot.MaxOutbox)] };

    private static PagingSnapshot Replace(PagingSnapshot state, AddressedNotice item, AddressedNotice? by) => state with
    {
        Outbox = [.. state.Outbox.SelectMany(o => !string.Equals(o.Notice.Id, item.Notice.Id, StringComparison.Ordinal) ? [o] : by is null ? (AddressedNotice[])[] : [by])],
    };
}
