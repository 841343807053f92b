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
        var recent = state.SentAtMs.Where(at => at > nowMs - options.WindowMs).ToArray();
        if (recent.Length < options.MostInWindow && state.WaitingCount == 0)
        {
            return (state with { SentAtMs = [.. recent, nowMs] }, true);
        }

        if (state.Waiting.Any(w => string.Equals(w.IncidentId, item.IncidentId, StringComparison.Ordinal)))
        {
            return (state with { SentAtMs = recent }, false);
        }

        var waiting = state.Waiting.Append(item).OrderByDescending(w => w.Score).ThenBy(w => w.IncidentId, StringComparer.Ordinal).Take(PagingState.MaxWaiting).ToArray();
        return (state with
        {
            SentAtMs = recent,
            Waiting = waiting,
            WaitingCount = state.WaitingCount + 1,
            SummaryAtMs = state.SummaryAtMs == 0 ? nowMs + options.SummaryAfterMs : state.SummaryAtMs,
        }, false);
    }

    /// <returns>The incidents of the summary that is due, and how many there are with those that are not named; none when nothing is due.</returns>
    public static (PagingState State, PagingItem[] Items, int Count) Tick(PagingState state, PagingOptions options, long nowMs)
    {
        if (state.SummaryAtMs == 0 || nowMs < state.SummaryAtMs)
        {
            return (state, [], 0);
        }

        var recent = state.SentAtMs.Where(at => at > nowMs - options.WindowMs).TakeLast(options.MostInWindow - 1);
        return (new PagingState { SentAtMs = [.. recent, nowMs], Summaries = state.Summaries + 1 }, state.Waiting, state.WaitingCount);
    }
}
