using Soc.Model.Escalation;

namespace Soc.Response.Escalation;

/// <summary>What is to be done about an escalation: read from its state, so that a crash forgets none of it.</summary>
public static class EscalationDue
{
    /// <summary>The message that is to be sent now, what is urgent first; null when none is.</summary>
    public static OutgoingNotice? Notice(EscalationState state, EscalationTimes times, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(times);
        return state.Outbox.Where(o => NextMs(o, times, nowMs) <= nowMs).OrderByDescending(o => o.IsUrgent).ThenBy(o => o.Number).FirstOrDefault();
    }

    /// <summary>When something is to be done next, wall clock, ms since the epoch; null when nothing is.</summary>
    public static long? WakeMs(EscalationState state, EscalationTimes times, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(times);
        if (state.Unanswered.Length > 0 || state.Digest.Length > 0)
        {
            return nowMs;
        }

        var wake = state.Phase == EscalationPhase.Waiting && state.DeadlineMs > 0 ? state.DeadlineMs : long.MaxValue;
        wake = state.Outbox.Aggregate(wake, (soonest, o) => Math.Min(soonest, NextMs(o, times, nowMs)));
        return wake == long.MaxValue ? null : wake;
    }

    // A pause that lasts longer than any does was made before the clock went back.
    private static long NextMs(OutgoingNotice notice, EscalationTimes times, long nowMs) => notice.NextMs > nowMs + times.PauseMs(times.MaxTries) ? nowMs : notice.NextMs;
}
