using Soc.Model.Response;

namespace Soc.Response.Operations;

/// <summary>From the first look of the guard rails to the first call of the action.</summary>
public static partial class OperationCore
{
    private static OperationState Allowed(OperationState state, long nowMs, OperationTimes times)
    {
        var proposal = state.Proposal;
        if (proposal.IsShadow && proposal.ProposedBy.IsPerson)
        {
            // Who tries it wants to know what it would come to: a plan changes nothing.
            return state.Note(OperationStatus.Proposed, "guards", ResponseActor.Engine, nowMs, $"The guard rails have nothing against {Words(proposal)}.", checks: state.Checks)
                .Begin(OperationCallKind.Plan, nowMs, times);
        }

        if (proposal.IsShadow)
        {
            return state.Note(OperationStatus.DryRun, "guards", ResponseActor.Engine, nowMs, $"{Words(proposal)} would have been done; its rule only watches.", checks: state.Checks);
        }

        if (!proposal.NeedsApproval)
        {
            return state.Note(OperationStatus.Approved, "guards", ResponseActor.Engine, nowMs, "The client's rules agree to it.", checks: state.Checks)
                .Begin(OperationCallKind.Plan, nowMs, times);
        }

        var until = nowMs + times.ApprovalMs;
        var text = $"{Words(proposal)} needs {(ApprovalsNeeded(proposal) == 1 ? "a person's" : "two people's")} yes until {Moment(until)}.";
        return (state with { StartByMs = until }).Note(OperationStatus.AwaitingApproval, "guards", ResponseActor.Engine, nowMs, text, checks: state.Checks)
            .Tell(OperationNoticeKind.ApprovalWanted, nowMs, string.IsNullOrWhiteSpace(proposal.Reason) ? text : $"{text} {proposal.Reason}");
    }

    private static OperationState Denied(OperationState state, GuardDecision decision, long nowMs)
    {
        var denied = state.Note(OperationStatus.Denied, "denied", ResponseActor.Engine, nowMs, decision.Refusals, checks: decision.Checks);
        return state.Proposal.IsShadow ? denied : denied.Tell(OperationNoticeKind.Denied, nowMs, $"{Words(state.Proposal)} was not done. {decision.Refusals}");
    }

    private static OperationState Start(OperationState state, long nowMs, OperationTimes times) =>
        (state with { BeganMs = nowMs, UntilMs = nowMs + state.Proposal.DurationMs })
            .Note(OperationStatus.Executing, "guards", ResponseActor.Engine, nowMs, $"{Words(state.Proposal)} begins and lasts until {Moment(nowMs + state.Proposal.DurationMs)}.", checks: state.Checks)
            .Begin(OperationCallKind.Apply, nowMs, times);

    private static OperationState Guarded(OperationState state, long nowMs) =>
        state.Note(state.Status, "guards", ResponseActor.Engine, nowMs, $"The guard rails agree that {Words(state.Proposal)} is told once more.", checks: state.Checks);

    private static OperationState Expire(OperationState state, long nowMs)
    {
        state = state with { Call = null, NeedsGuards = false, NextMs = 0 };
        if (state.Status != OperationStatus.AwaitingApproval)
        {
            const string late = "It could not begin in time: what was agreed to then is not done now.";
            state = state.Note(OperationStatus.Denied, "denied", ResponseActor.Engine, nowMs, late);
            return state.Proposal.IsShadow ? state : state.Tell(OperationNoticeKind.Denied, nowMs, $"{Words(state.Proposal)} was not done. {late}");
        }

        var text = $"Nobody said yes to {Words(state.Proposal)} in time: nothing was done.";
        return state.Note(OperationStatus.ApprovalExpired, "expired", ResponseActor.Engine, nowMs, text).Tell(OperationNoticeKind.ApprovalExpired, nowMs, text);
    }

    private static OperationState NotExtended(OperationState state, long nowMs, string why) =>
        (state with { ExtendedUntilMs = 0, NextMs = 0 })
            .Note(state.Applied is { Kind: ContainmentOutcomeKind.Confirmed } ? OperationStatus.Enforced : OperationStatus.EnforcedUnverified, "extend", ResponseActor.Engine, nowMs, $"It ends at {Moment(state.UntilMs)} as before. {why}", checks: state.Checks)
            .Tell(OperationNoticeKind.NotExtended, nowMs, $"{Words(state.Proposal)} could not be made longer and ends at {Moment(state.UntilMs)}. {why}");
}
