using Soc.Model.Response;

namespace Soc.Response.Operations;

/// <summary>What becomes of it by what calls come to.</summary>
public static partial class OperationCore
{
    /// <summary>A call came to this.</summary>
    public static OperationStep Outcome(OperationState state, int call, ContainmentOutcome outcome, long nowMs, OperationTimes times)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(times);
        if (state.Call is not { } open || open.Number != call)
        {
            return OperationStep.Refuse(state, "Nobody waits for this call any more.");
        }

        state = state with { Call = null };
        return OperationStep.To(open.Kind switch
        {
            OperationCallKind.Plan => Planned(state, outcome, nowMs, times),
            OperationCallKind.Apply => Called(state, outcome, nowMs, times),
            OperationCallKind.Verify => Verified(state, outcome, nowMs, times),
            _ => Reverted(state, outcome, nowMs, times),
        });
    }

    /// <summary>What is known of a call whose answer never came.</summary>
    public static ContainmentOutcome NoAnswer { get; } = new()
    {
        Kind = ContainmentOutcomeKind.Unverified,
        IsTransient = true,
        Reason = "No answer came: it is not known what became of it.",
    };

    private static OperationState Planned(OperationState state, ContainmentOutcome outcome, long nowMs, OperationTimes times)
    {
        var isAway = outcome is { Kind: ContainmentOutcomeKind.Failed or ContainmentOutcomeKind.Unverified, IsTransient: true };
        if (isAway && state.Calls < OperationTimes.MaxPlans)
        {
            return (state with { NextMs = nowMs + OperationTimes.Pause(times.VerifyPauseMs, times.MaxVerifyPauseMs, state.Calls, outcome.RetryAfterMs) })
                .Note(state.Status, "plan", ResponseActor.Engine, nowMs, outcome.Reason, outcome);
        }

        if (state.Proposal.IsShadow)
        {
            var words = isAway || outcome.Kind == ContainmentOutcomeKind.Failed ? "would not have been done" : "would have been done, and was only tried";
            return (state with { Plan = outcome.Slim() }).Note(OperationStatus.DryRun, "plan", ResponseActor.Engine, nowMs, $"{Words(state.Proposal)} {words}. {outcome.Reason}", outcome);
        }

        return isAway || outcome.Kind == ContainmentOutcomeKind.Failed
            ? Fail(state, outcome, "plan", nowMs)
            : (state with { Plan = outcome.Slim(), NeedsGuards = true }).Note(state.Status, "plan", ResponseActor.Engine, nowMs, outcome.Reason, outcome);
    }

    private static OperationState Called(OperationState state, ContainmentOutcome outcome, long nowMs, OperationTimes times)
    {
        if (state.Status == OperationStatus.Extending)
        {
            return Extended(state, outcome, nowMs, times);
        }

        var isUncertain = outcome.Kind is ContainmentOutcomeKind.Unverified or ContainmentOutcomeKind.Pending || (outcome.Kind == ContainmentOutcomeKind.Failed && outcome.IsTransient);
        state = state with
        {
            // What a later call finds may be what an earlier one did: then only what was there before the first counts.
            Applied = outcome.Slim() with
            {
                Prior = state.IsUncertain ? state.Applied?.Prior ?? state.Plan?.Prior : outcome.Prior ?? state.Plan?.Prior,
                WasSoBefore = state.IsUncertain ? state.Plan?.WasSoBefore ?? false : outcome.WasSoBefore,
                Reference = outcome.Reference ?? state.Applied?.Reference,
            },
            IsUncertain = state.IsUncertain || isUncertain,
        };
        if (state.EndedBy is { } ender)
        {
            return outcome.Kind == ContainmentOutcomeKind.Failed && !state.IsUncertain
                ? Fail(state, outcome, "apply", nowMs)
                : RollBack(state, ender, nowMs, times, outcome.Reason, outcome: outcome);
        }

        return outcome.Kind switch
        {
            ContainmentOutcomeKind.Confirmed => Enforce(state, outcome, "apply", nowMs),
            ContainmentOutcomeKind.Failed when !isUncertain => state.IsUncertain
                ? RollBack(state with { HasFailed = true }, ResponseActor.Engine, nowMs, times, outcome.Reason, outcome: outcome)
                : Fail(state, outcome, "apply", nowMs),
            _ => AskLater(state, outcome, "apply", nowMs, times),
        };
    }

    private static OperationState Extended(OperationState state, ContainmentOutcome outcome, long nowMs, OperationTimes times)
    {
        if (state.EndedBy is { } ender)
        {
            return RollBack(state, ender, nowMs, times, outcome.Reason, outcome: outcome);
        }

        if (outcome is { Kind: ContainmentOutcomeKind.Failed, IsTransient: false })
        {
            return NotExtended(state.Note(state.Status, "apply", ResponseActor.Engine, nowMs, outcome.Reason, outcome), nowMs, outcome.Reason);
        }

        // Where it is not known, ours is the later end: what the other product ended by then is only looked for once more.
        // What was there before is what the first call found.
        state = state with
        {
            UntilMs = state.ExtendedUntilMs,
            ExtendedUntilMs = 0,
            Applied = (state.Applied ?? Unknown(state)) with { Kind = outcome.Kind, Reason = outcome.Reason, Reference = outcome.Reference ?? state.Applied?.Reference },
        };
        return outcome.Kind == ContainmentOutcomeKind.Confirmed
            ? Enforce(state, outcome, "apply", nowMs)
            : AskLater(state with { Status = OperationStatus.EnforcedUnverified }, outcome, "apply", nowMs, times);
    }

    private static OperationState Verified(OperationState state, ContainmentOutcome outcome, long nowMs, OperationTimes times)
    {
        if (state.Status == OperationStatus.Extending)
        {
            return (state with { NeedsGuards = true }).Note(state.Status, "verify", ResponseActor.Engine, nowMs, outcome.Reason, outcome);
        }

        if (outcome.Kind == ContainmentOutcomeKind.Confirmed)
        {
            return Enforce(state with { Applied = (state.Applied ?? Unknown(state)) with { Kind = ContainmentOutcomeKind.Confirmed, Reason = outcome.Reason } }, outcome, "verify", nowMs);
        }

        if (outcome.Kind != ContainmentOutcomeKind.Failed || outcome.IsTransient)
        {
            return AskLater(state, outcome, "verify", nowMs, times);
        }

        // It is not so. Asked anew only now that this is known, and only where it never was in force.
        if (state.Status == OperationStatus.EnforcedUnverified)
        {
            return (state with { NextMs = 0 }).Note(state.Status, "verify", ResponseActor.Engine, nowMs, outcome.Reason, outcome);
        }

        return state.Applies < OperationTimes.MaxApplies
            ? (state with { NeedsGuards = true }).Note(state.Status, "verify", ResponseActor.Engine, nowMs, outcome.Reason, outcome)
            : RollBack(state with { HasFailed = true }, ResponseActor.Engine, nowMs, times, outcome.Reason, outcome: outcome);
    }

    private static OperationState AskLater(OperationState state, ContainmentOutcome outcome, string kind, long nowMs, OperationTimes times)
    {
        var next = state.Verifies >= OperationTimes.MaxVerifies
            ? 0
            : nowMs + OperationTimes.Pause(times.VerifyPauseMs, times.MaxVerifyPauseMs, state.Verifies + 1, outcome.RetryAfterMs);
        state = state with { NextMs = next };
        if (state.Status == OperationStatus.EnforcedUnverified || state.Verifies < OperationTimes.VerifiesUntilTold)
        {
            return state.Note(state.Status, kind, ResponseActor.Engine, nowMs, outcome.Reason, outcome);
        }

        return state.Note(OperationStatus.EnforcedUnverified, kind, ResponseActor.Engine, nowMs, outcome.Reason, outcome)
            .Tell(OperationNoticeKind.Unverified, nowMs, $"Whether {Words(state.Proposal)} is in force is not known. {outcome.Reason}");
    }

    private static OperationState Enforce(OperationState state, ContainmentOutcome outcome, string kind, long nowMs)
    {
        if (state is { Applied.WasSoBefore: true, SharedWith.Length: 0 })
        {
            return (state with { NextMs = 0 }).Note(OperationStatus.Ended, kind, ResponseActor.Engine, nowMs, $"It was so before: nothing was changed, and nothing will be undone. {outcome.Reason}", outcome);
        }

        // It is so by another operation of ours: both hold it, and the last one undoes it.
        var shared = state.Applied is { WasSoBefore: true } ? $" Operation {state.SharedWith[0]} did it, and holds it as well." : "";
        return (state with { NextMs = 0 }).Note(OperationStatus.Enforced, kind, ResponseActor.Engine, nowMs, outcome.Reason + shared, outcome)
            .Tell(OperationNoticeKind.Enforced, nowMs, $"{Words(state.Proposal)} is in force until {Moment(state.UntilMs)}. {outcome.Reason}{shared}");
    }

    private static OperationState Fail(OperationState state, ContainmentOutcome outcome, string kind, long nowMs) =>
        (state with { NextMs = 0 }).Note(OperationStatus.Failed, kind, ResponseActor.Engine, nowMs, outcome.Reason, outcome)
            .Tell(OperationNoticeKind.Failed, nowMs, $"{Words(state.Proposal)} failed. {outcome.Reason}");

    // What is known of an action that was called and never answered.
    private static ContainmentOutcome Unknown(OperationState state) => NoAnswer with { Prior = state.Plan?.Prior, WasSoBefore = state.Plan?.WasSoBefore ?? false };
}
