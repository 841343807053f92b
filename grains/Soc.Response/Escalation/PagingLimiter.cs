using Soc.Model.Escalation;

namespace Soc.Response.Escalation;

/// <summary>
/// A hundred incidents in a minute are a few messages and one that names the rest. Nothing is left out: an incident is told by itself, or in a summary.
/// </summary>
public static class PagingLimiter
{
    /// <returns>Whether it may be told by itself now; where not, it is in the next summary.</returns>
    public static (PagingState State, bool MayPage) Ask(PagingState state, PagingItem item, PagingOptions options, long nowMs)
    {
        if (item.NoticeId.Length > 0 && state.SentIds.Contains(item.NoticeId, StringComparer.Ordinal))
        {
            return (state, true);
        }

        if (state.Waiting.Contains(item))
        {
            return (state, false);
        }

        state = Forget(state, options, nowMs, options.MostInWindow);
        if (state.SentAtMs.Length < options.MostInWindow && state.WaitingCount == 0)
        {
            return (state with { SentAtMs = [.. state.SentAtMs, nowMs], SentIds = [.. state.SentIds, item.NoticeId] }, true);
        }

        // Of one incident the newest is said, once to each who is to hear of it.
        var others = Array.FindAll(state.Waiting, w => !IsOfSame(w, item));
        var waiting = others.Append(item).OrderByDescending(w => w.Score).ThenBy(w => w.IncidentId, StringComparer.Ordinal).Take(PagingState.MaxWaiting).ToArray();
        return (state with
        {
            Waiting = waiting,
            WaitingCount = state.WaitingCount + (others.Length == state.Waiting.Length ? 1 : 0),
            SummaryAtMs = state.SummaryAtMs == 0 ? nowMs + options.SummaryAfterMs : state.SummaryAtMs,
        }, false);
    }

    /// <returns>The incidents of the summary that is due, and how many there are with those that are not named; none when nothing is due.</returns>
    public static (PagingState State, PagingItem[] Items, int Count) Tick(PagingState state, PagingOptions options, long nowMs)
    {
        if (state.SummaryAtMs > nowMs + options.SummaryAfterMs)
        {
            // The clock went back: nobody waits longer because of it.
            state = state with { SummaryAtMs = nowMs + options.SummaryAfterMs };
        }

        if (state.SummaryAtMs == 0 || nowMs < state.SummaryAtMs)
        {
            return (state, [], 0);
        }

        var recent = Forget(state, options, nowMs, options.MostInWindow - 1);
        var next = new PagingState { SentAtMs = [.. recent.SentAtMs, nowMs], SentIds = [.. recent.SentIds, ""], Summaries = state.Summaries + 1 };
        return (next, state.Waiting, state.WaitingCount);
    }

    private static bool IsOfSame(PagingItem one, PagingItem other) => string.Equals(one.IncidentId, other.IncidentId, StringComparison.Ordinal)
        && string.Equals(one.Who, other.Who, StringComparison.Ordinal) && string.Equals(one.Channel, other.Channel, StringComparison.Ordinal);

    // What lies ahead was sent before the clock went back, and counts no more.
    private static PagingState Forget(PagingState state, PagingOptions options, long nowMs, int most)
    {
        var kept = Enumerable.Range(0, state.SentAtMs.Length).Where(i => state.SentAtMs[i] > nowMs - options.WindowMs && state.SentAtMs[i] <= nowMs).TakeLast(most).ToArray();
        return state with { SentAtMs = [.. kept.Select(i => state.SentAtMs[i])], SentIds = [.. kept.Select(i => i < state.SentIds.Length ? state.SentIds[i] : "")] };
    }
}
