using Soc.Model.Response;

namespace Soc.Response.Operations;

/// <summary>How it ends, and what happens by time alone.</summary>
public static partial class OperationCore
{
    /// <summary>It is this late: does what is due. What is not due changes nothing.</summary>
    public static OperationStep Tick(OperationState state, long nowMs, OperationTimes times)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(times);
        if (OperationStatuses.IsFinal(state.Status))
        {
            return OperationStep.To(state);
        }

        if (state.Status is OperationStatus.Proposed or OperationStatus.AwaitingApproval or OperationStatus.Approved && nowMs >= state.StartByMs)
        {
            return OperationStep.To(Expire(state, nowMs));
        }

        if (state.Call is { } call)
        {
            return nowMs >= call.DeadlineMs ? Outcome(state, call.Number, NoAnswer, nowMs, times) : OperationStep.To(state);
        }

        var isInForce = state.Status is OperationStatus.Executing or OperationStatus.Enforced or OperationStatus.EnforcedUnverified or OperationStatus.Extending;
        if (isInForce && nowMs >= state.UntilMs)
        {
            return OperationStep.To(RollBack(state, ResponseActor.Engine, nowMs, times, "Its time is over."));
        }

        if (state.NextMs == 0 || nowMs < state.NextMs)
        {
            return OperationStep.To(state);
        }

        return OperationStep.To(state.Status switch
        {
            OperationStatus.Proposed or OperationStatus.Approved => state.Begin(OperationCallKind.Plan, nowMs, times),
            OperationStatus.RollingBack or OperationStatus.RollbackFailed => state.Begin(OperationCallKind.Revert, nowMs, times),
            _ => state.Begin(OperationCallKind.Verify, nowMs, times),
        });
    }

    /// <summary>
    /// Whoever noted a call says at its deadline that he could not make it yet, since it could not be accounted for. He gets as long again, until what was agreed
    /// to must have begun; then an action that was never called has surely failed.
    /// </summary>
    public static OperationStep NotMade(OperationState state, long nowMs, OperationTimes times)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(times);
        if (state.Call is not { } call || call.Kind == OperationCallKind.Revert || nowMs < call.DeadlineMs)
        {
            return Tick(state, nowMs, times);
        }

        var lastMs = state.BeganMs == 0 ? state.StartByMs : call.Kind == OperationCallKind.Apply && state.Applies == 1 ? Math.Min(state.StartByMs, state.UntilMs) : state.UntilMs;
        if (nowMs < lastMs)
        {
            return OperationStep.To(state with { Call = call with { DeadlineMs = Math.Min(nowMs + times.CallDeadlineMs, lastMs) } });
        }

        return call.Kind == OperationCallKind.Apply ? Outcome(state, call.Number, NotBegun, nowMs, times) : Tick(state, nowMs, times);
    }

    /// <summary>
    /// Somebody begins from a stored state: a question of his predecessor is asked again at once; an action's caller gets all of his time first. A clock
    /// behind what is noted has been put back, or is another machine's.
    /// </summary>
    public static OperationStep Resume(OperationState state, long nowMs, OperationTimes times)
    {
        ArgumentNullException.ThrowIfNull(state);
        state = SetBack(state, Behind(state, nowMs), nowMs).State;
        return state.Call is { Kind: OperationCallKind.Plan or OperationCallKind.Verify } call
            ? Outcome(state, call.Number, NoAnswer, nowMs, times)
            : OperationStep.To(state);
    }

    /// <summary>The audit has the history up to here.</summary>
    public static OperationState Audited(OperationState state, int number)
    {
        ArgumentNullException.ThrowIfNull(state);
        return number <= state.AuditedTo ? state : state with
        {
            AuditedTo = Math.Min(number, state.LastEvent),
            History = Array.ConvertAll(state.History, e => e.Number <= number && e.Outcome is { Exchanges.Length: > 0 } outcome ? e with { Outcome = outcome.Slim() } : e),
        };
    }

    /// <summary>People were told up to here.</summary>
    public static OperationState Told(OperationState state, int number)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Array.Exists(state.Notices, n => n.Number <= number) ? state with { Notices = Array.FindAll(state.Notices, n => n.Number > number) } : state;
    }

    /// <summary>The client's limits know that it is over.</summary>
    public static OperationState Settled(OperationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with { IsSettled = true };
    }

    private static ContainmentOutcome NotBegun { get; } = new()
    {
        Kind = ContainmentOutcomeKind.Failed,
        Reason = "It was not begun: that it begins could not be written down in time.",
    };

    private static OperationState RollBack(
        OperationState state, ResponseActor by, long nowMs, OperationTimes times, string why, GuardCheck[]? checks = null, ContainmentOutcome? outcome = null)
    {
        state = state with { EndedBy = by, ExtendedUntilMs = 0, Call = null, NeedsGuards = false, NextMs = 0, Applied = state.Applied ?? Unknown(state) };
        if (!state.Proposal.IsReversible && state.HasFailed)
        {
            return state.Note(OperationStatus.Failed, "end", by, nowMs, why, outcome, checks)
                .Tell(OperationNoticeKind.Failed, nowMs, $"{Words(state.Proposal)} failed, and may have happened all the same: look at it. {why}");
        }

        if (!state.Proposal.IsReversible || state.Applied.WasSoBefore)
        {
            return state.Note(OperationStatus.Ended, "end", by, nowMs, $"There is nothing to undo. {why}", outcome, checks);
        }

        var rolling = state.Status == OperationStatus.RollbackFailed ? OperationStatus.RollbackFailed : OperationStatus.RollingBack;
        state = state.Note(rolling, "end", by, nowMs, why, outcome, checks);
        return (state.HasFailed ? state.Tell(OperationNoticeKind.Failed, nowMs, $"{Words(state.Proposal)} failed; what may have come of it is undone. {why}") : state)
            .Begin(OperationCallKind.Revert, nowMs, times);
    }

    // A call that restores asks by itself whether that is so, and may come again: nothing but "confirmed" counts.
    private static OperationState Reverted(OperationState state, ContainmentOutcome outcome, long nowMs, OperationTimes times)
    {
        if (outcome.Kind == ContainmentOutcomeKind.Confirmed)
        {
            var done = state.Note(OperationStatus.RolledBack, "revert", ResponseActor.Engine, nowMs, outcome.Reason, outcome);
            return state.Status == OperationStatus.RollbackFailed || state.IsUndone || state.EndedBy is { IsPerson: true }
                ? done.Tell(OperationNoticeKind.RolledBack, nowMs, $"{Words(state.Proposal)} is undone. {outcome.Reason}")
                : done;
        }

        var pause = OperationTimes.Pause(times.RevertPauseMs, times.MaxRevertPauseMs, state.Reverts, outcome.RetryAfterMs);
        state = state with { NextMs = state.Reverts < OperationTimes.MaxReverts ? nowMs + pause : 0 };
        var isHopeless = outcome is { Kind: ContainmentOutcomeKind.Failed, IsTransient: false } || state.Reverts >= OperationTimes.RevertsUntilTold;
        if (state.Status == OperationStatus.RollbackFailed || !isHopeless)
        {
            return state.Note(state.Status, "revert", ResponseActor.Engine, nowMs, outcome.Reason, outcome);
        }

        return state.Note(OperationStatus.RollbackFailed, "revert", ResponseActor.Engine, nowMs, outcome.Reason, outcome)
            .Tell(OperationNoticeKind.RollbackFailed, nowMs, $"{Words(state.Proposal)} could not be undone: undo it by hand in the other product. {outcome.Reason}");
    }
}
