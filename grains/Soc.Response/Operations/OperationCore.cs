using System.Globalization;
using Soc.Model.Response;

namespace Soc.Response.Operations;

/// <summary>
/// The life of a containment, without a cluster, a clock or a connector: every input gives the next state, or a sentence why not. What is to be
/// done next stands in the state (<see cref="OperationEffects"/>), so that it can be stored before, and done by whoever reads it after a crash.
/// </summary>
public static partial class OperationCore
{
    /// <summary>Begins an operation. A proposal that makes no sense is refused; then there is no state.</summary>
    public static (OperationState? State, string? Refusal) Propose(OperationProposal proposal, long nowMs, OperationTimes times)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        ArgumentNullException.ThrowIfNull(times);
        if (ProposalCheck.Problem(proposal, times) is { } problem)
        {
            return (null, problem);
        }

        // An analyst may ask, not act; and two people agree to what lasts and cannot be undone.
        proposal = proposal with { NeedsApproval = proposal.NeedsApproval || LastsForGood(proposal) || (proposal.ProposedBy.IsPerson && !proposal.ProposedBy.MayApprove) };
        var state = new OperationState
        {
            Proposal = proposal,
            Status = OperationStatus.Proposed,
            Reason = "",
            ProposedMs = nowMs,
            ApprovalHash = Operations.ApprovalHash.Of(proposal),
            StartByMs = nowMs + times.StartWithinMs,
        }.Note(OperationStatus.Proposed, "proposed", proposal.ProposedBy, nowMs, string.IsNullOrWhiteSpace(proposal.Reason) ? $"{Words(proposal)} is proposed." : proposal.Reason);
        return proposal.IsLate && !proposal.ProposedBy.IsPerson
            ? (state.Note(OperationStatus.Denied, "denied", ResponseActor.Engine, nowMs, "What led to it arrived late: nothing begins by itself because of it."), null)
            : (state with { NeedsGuards = true }, null);
    }

    /// <summary>How many people must approve. With whoever proposed it, two agree to what cannot be undone.</summary>
    public static int ApprovalsNeeded(OperationProposal proposal)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        return !LastsForGood(proposal) || proposal.ProposedBy.IsPerson ? 1 : 2;
    }

    private static bool LastsForGood(OperationProposal proposal) => !proposal.IsReversible && !ContainmentActions.NeedsNoUndo(proposal.Action);

    /// <summary>The guard rails answered.</summary>
    public static OperationStep Guards(OperationState state, GuardDecision decision, long nowMs, OperationTimes times)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(times);
        if (!state.NeedsGuards)
        {
            return OperationStep.Refuse(state, "Nobody asked the guard rails.");
        }

        state = state with { NeedsGuards = false, Checks = decision.Checks };
        if (state.Status == OperationStatus.Approved)
        {
            state = state with { SharedWith = decision.SharedWith };
        }

        return OperationStep.To(state.Status switch
        {
            OperationStatus.Proposed or OperationStatus.Approved when nowMs >= state.StartByMs => Expire(state, nowMs),
            OperationStatus.Proposed => decision.IsPassed ? Allowed(state, nowMs, times) : Denied(state, decision, nowMs),
            OperationStatus.Approved when decision is { IsPassed: true, RetryAfterMs: > 0 } => (state with { NextMs = nowMs + decision.RetryAfterMs })
                .Note(OperationStatus.Approved, "guards", ResponseActor.Engine, nowMs, "Another operation is undoing the same at this moment: it begins after that.", checks: state.Checks),
            OperationStatus.Approved => decision.IsPassed ? Start(state, nowMs, times) : Denied(state, decision, nowMs),
            OperationStatus.Extending => decision.IsPassed && nowMs < state.UntilMs
                ? Guarded(state, nowMs).Begin(OperationCallKind.Apply, nowMs, times)
                : NotExtended(state, nowMs, decision.IsPassed ? "Its time was over before it could be made longer." : decision.Refusals),
            _ => decision.IsPassed && nowMs < state.UntilMs
                ? Guarded(state, nowMs).Begin(OperationCallKind.Apply, nowMs, times)
                : RollBack(state with { HasFailed = true }, ResponseActor.Engine, nowMs, times, decision.IsPassed ? "Its time was over before it was known to be so." : decision.Refusals, decision.Checks),
        });
    }

    /// <summary>A person agrees to exactly this.</summary>
    public static OperationStep Approve(OperationState state, ResponseActor by, string? hash, long nowMs, OperationTimes times)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(times);
        if (state.Status != OperationStatus.AwaitingApproval)
        {
            return OperationStep.Refuse(state, $"Nobody is asked: it is {Name(state)}.");
        }

        if (nowMs >= state.StartByMs)
        {
            return OperationStep.Refuse(state, "The time to approve is over.");
        }

        if (RightProblem(state, by) is { } problem)
        {
            return OperationStep.Refuse(state, problem);
        }

        if (!Operations.ApprovalHash.IsSame(state.ApprovalHash, hash))
        {
            return OperationStep.Refuse(state, "What was approved is not what is proposed: look at it again.");
        }

        if (Array.Exists(state.Approvals, a => a.By.IsSameAs(by)))
        {
            return OperationStep.Refuse(state, "You approved it already: another person has to agree as well.");
        }

        state = state with { Approvals = [.. state.Approvals, new OperationApproval(by, nowMs)] };
        if (state.Approvals.Length < ApprovalsNeeded(state.Proposal))
        {
            return OperationStep.To(state.Note(OperationStatus.AwaitingApproval, "approved", by, nowMs, $"{by.Name} agrees; what cannot be undone needs another person."));
        }

        // An approval is for now: what was agreed begins within minutes, or not at all.
        return OperationStep.To((state with { StartByMs = nowMs + times.StartWithinMs })
            .Note(OperationStatus.Approved, "approved", by, nowMs, $"{by.Name} agrees.")
            .Begin(OperationCallKind.Plan, nowMs, times));
    }

    /// <summary>
    /// Everybody who could be asked was asked, and nobody answered: where the client agreed to it beforehand, it is done now. What lasts and cannot be undone
    /// is never done without a person's yes.
    /// </summary>
    public static OperationStep NobodyAnswered(OperationState state, long nowMs, OperationTimes times)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(times);
        if (state.Status != OperationStatus.AwaitingApproval || nowMs >= state.StartByMs)
        {
            return OperationStep.Refuse(state, $"Nobody is asked: it is {Name(state)}.");
        }

        if (!state.Proposal.ActsUnanswered || LastsForGood(state.Proposal))
        {
            return OperationStep.Refuse(state, "The client did not agree that it is done without an answer.");
        }

        return OperationStep.To((state with { StartByMs = nowMs + times.StartWithinMs })
            .Note(OperationStatus.Approved, "unanswered", ResponseActor.Engine, nowMs, "Nobody answered; for that case the client agreed that it is done.")
            .Begin(OperationCallKind.Plan, nowMs, times));
    }

    /// <summary>A person says no, or takes back what he proposed. Nothing was done yet.</summary>
    public static OperationStep Reject(OperationState state, ResponseActor by, string why, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(by);
        if (state.Status is not (OperationStatus.Proposed or OperationStatus.AwaitingApproval or OperationStatus.Approved))
        {
            return OperationStep.Refuse(state, OperationStatuses.IsFinal(state.Status) ? $"It is over: {Name(state)}." : "It has begun: release it or undo it.");
        }

        return by.MayEnd
            ? OperationStep.To((state with { Call = null, NeedsGuards = false, NextMs = 0 }).Note(OperationStatus.Rejected, "rejected", by, nowMs, Said(by, "says no", why)))
            : OperationStep.Refuse(state, "Only an analyst, a responder or an admin may say no.");
    }

    /// <summary>A person gives it more time.</summary>
    public static OperationStep Extend(OperationState state, ResponseActor by, long untilMs, string why, long nowMs, OperationTimes times)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(times);
        if (state.Status is not (OperationStatus.Enforced or OperationStatus.EnforcedUnverified) || nowMs >= state.UntilMs)
        {
            return OperationStep.Refuse(state, $"It is not in force: {Name(state)}.");
        }

        if (!state.Proposal.IsReversible)
        {
            return OperationStep.Refuse(state, "It has no end that could be moved.");
        }

        if (RightProblem(state, by) is { } problem)
        {
            return OperationStep.Refuse(state, problem);
        }

        if (untilMs <= state.UntilMs)
        {
            return OperationStep.Refuse(state, "It lasts longer already: release it if it shall end earlier.");
        }

        if (untilMs > state.BeganMs + times.MaxTotalMs)
        {
            return OperationStep.Refuse(state, string.Create(CultureInfo.InvariantCulture, $"It may last {times.MaxTotalMs / 3_600_000} hours in all: propose it anew."));
        }

        if (state.Call is not null || state.IsAuditBehind())
        {
            return OperationStep.Refuse(state, "It is being looked at right now: try again in a moment.");
        }

        var text = Said(by, $"gives it time until {Moment(untilMs)}", why);
        return OperationStep.To(state.Proposal.EndsByItself
            ? (state with { ExtendedUntilMs = untilMs }).Note(OperationStatus.Extending, "extend", by, nowMs, text).Begin(OperationCallKind.Verify, nowMs, times)
            : (state with { UntilMs = untilMs }).Note(state.Status, "extend", by, nowMs, text));
    }

    /// <summary>A person ends it before its time.</summary>
    /// <param name="isUndo">It was wrong; otherwise it is only not needed any more.</param>
    public static OperationStep End(OperationState state, ResponseActor by, bool isUndo, string why, long nowMs, OperationTimes times)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(times);
        if (EndProblem(state, by) is { } problem)
        {
            return OperationStep.Refuse(state, problem);
        }

        var text = Said(by, isUndo ? "undoes it" : "releases it", why);
        var isSaidAgain = state.EndedBy is not null && state.Status != OperationStatus.RollbackFailed;
        if (isSaidAgain || (state.Status == OperationStatus.RollbackFailed && state.Call is not null))
        {
            return OperationStep.Refuse(state, "It is being undone already.");
        }

        state = state with { EndedBy = by, IsUndone = state.IsUndone || isUndo };

        // While it is called nobody knows what it comes to: its outcome first.
        return OperationStep.To(state.Call is { Kind: OperationCallKind.Apply }
            ? state.Note(state.Status, "end", by, nowMs, text)
            : RollBack(state, by, nowMs, times, text));
    }

    private static string? EndProblem(OperationState state, ResponseActor by)
    {
        if (OperationStatuses.IsFinal(state.Status))
        {
            return $"It is over: {Name(state)}.";
        }

        if (state.Status is OperationStatus.Proposed or OperationStatus.AwaitingApproval or OperationStatus.Approved)
        {
            return "It has not begun: reject it.";
        }

        if (!by.MayEnd)
        {
            return "Only an analyst, a responder or an admin may end it.";
        }

        if (!state.Proposal.IsReversible)
        {
            return "What was done cannot be undone.";
        }

        return state.Status == OperationStatus.RollingBack ? "It is being undone already." : state.IsAuditBehind() ? "The audit is behind: try again in a moment." : null;
    }

    private static string? RightProblem(OperationState state, ResponseActor by)
    {
        if (!by.IsPerson || !by.MayApprove)
        {
            return "Only a responder or an admin may agree.";
        }

        return by.IsSameAs(state.Proposal.ProposedBy) || Array.Exists(state.Proposal.AskedFor, a => a.IsSameAs(by))
            ? "Whoever wants it cannot agree to it himself: another person has to."
            : null;
    }

    private static string Said(ResponseActor by, string what, string why) => string.IsNullOrWhiteSpace(why) ? $"{by.Name} {what}." : $"{by.Name} {what}: {why.Trim()}";

    private static string Name(OperationState state) => OperationStatuses.NameOf(state.Status).Replace('_', ' ');

    /// <summary>What it is, for people.</summary>
    internal static string Words(OperationProposal proposal) => $"{ContainmentActions.NameOf(proposal.Action)} against {proposal.Target.Words}";

    private static string Moment(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
