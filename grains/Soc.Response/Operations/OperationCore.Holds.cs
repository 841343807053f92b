using Soc.Model.Response;

namespace Soc.Response.Operations;

/// <summary>Several operations that hold one target in a product that does not keep them apart: the last one restores what was there before the first.</summary>
public static partial class OperationCore
{
    /// <summary>So often undoing waits for another operation whose beginning is not known to have come to anything.</summary>
    public const int MaxHoldWaits = 30;

    private const long HoldPauseMs = 2_000;

    /// <summary>What an operation that is being undone can leave to another one; null when it has nothing to leave.</summary>
    public static OperationBequest? BequestOf(OperationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state is { Call.Kind: OperationCallKind.Revert, Proposal: { KeepsHolds: false, IsReversible: true }, Applied: { WasSoBefore: false } applied }
            ? new OperationBequest(state.Proposal.OperationId, applied.Slim(), state.Inherited)
            : null;
    }

    /// <summary>Another operation ends, and leaves to this one what it did.</summary>
    public static (OperationState State, BequestAnswer Answer) Inherit(OperationState state, OperationBequest bequest, long nowMs, OperationTimes times)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(bequest);
        ArgumentNullException.ThrowIfNull(times);
        if (state.EndedBy is not null || OperationStatuses.IsFinal(state.Status))
        {
            return (state, new BequestAnswer(BequestAnswerKind.Refused, 0));
        }

        // What is not certain to have failed is undone however it ends; what failed for certain would leave everything as it is.
        if (state.Status is not (OperationStatus.Enforced or OperationStatus.EnforcedUnverified or OperationStatus.Extending) && state is not { Status: OperationStatus.Executing, IsUncertain: true })
        {
            return (state, new BequestAnswer(BequestAnswerKind.Undecided, 0));
        }

        var taken = new BequestAnswer(BequestAnswerKind.Taken, state.UntilMs);
        if (state.Inherited.Contains(bequest.From, StringComparer.Ordinal))
        {
            return (state, taken);
        }

        string[] inherited = [.. state.Inherited.Concat(bequest.Inherited).Append(bequest.From).Distinct(StringComparer.Ordinal)];
        state = (state with
        {
            Applied = (state.Applied ?? Unknown(state)) with { Prior = bequest.Applied.Prior, WasSoBefore = false },
            Inherited = inherited.Length > OperationState.MaxInherited ? inherited[^OperationState.MaxInherited..] : inherited,
            SharedWith = Array.FindAll(state.SharedWith, o => !string.Equals(o, bequest.From, StringComparison.Ordinal)),
        }).Note(state.Status, "inherit", ResponseActor.Engine, nowMs, $"Operation {bequest.From} ended: this one keeps {state.Proposal.Target.Words} as it is, and restores what was there before both.");

        // Where the other product keeps the end, it is that of the operation that is over.
        return state is { Proposal.EndsByItself: true, Call: null, Status: OperationStatus.Enforced or OperationStatus.EnforcedUnverified } && nowMs < state.UntilMs
            ? ((state with { ExtendedUntilMs = state.UntilMs })
                .Note(OperationStatus.Extending, "extend", ResponseActor.Engine, nowMs, $"The other product is told that it lasts until {Moment(state.UntilMs)}.").Begin(OperationCallKind.Verify, nowMs, times), taken)
            : (state, taken);
    }

    /// <summary>Another operation took over what this one did: nothing is undone now.</summary>
    public static OperationStep HandedOver(OperationState state, int call, string to, long untilMs, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Call is not { Kind: OperationCallKind.Revert } open || open.Number != call)
        {
            return OperationStep.Refuse(state, "Nobody waits for this call any more.");
        }

        var wasPaged = state.Status == OperationStatus.RollbackFailed;
        var text = $"It ends; operation {to} holds {state.Proposal.Target.Words} until {Moment(untilMs)}, and restores then what was there before.";
        state = (state with { Call = null, NextMs = 0 }).Note(OperationStatus.Ended, "handed_over", state.EndedBy ?? ResponseActor.Engine, nowMs, text);
        return OperationStep.To(wasPaged || state.IsUndone || state.EndedBy is { IsPerson: true }
            ? state.Tell(OperationNoticeKind.HandedOver, nowMs, $"{Words(state.Proposal)} stays in force. {text}")
            : state);
    }

    /// <summary>Another operation has begun with the same target, and nobody knows yet what it comes to: undoing waits a moment.</summary>
    public static OperationStep WaitForHolder(OperationState state, int call, string holder, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Call is not { Kind: OperationCallKind.Revert } open || open.Number != call)
        {
            return OperationStep.Refuse(state, "Nobody waits for this call any more.");
        }

        state = state with { Call = null, NextMs = nowMs + HoldPauseMs, HoldWaits = state.HoldWaits + 1, Reverts = state.Reverts - 1 };
        return OperationStep.To(state.HoldWaits == 1
            ? state.Note(state.Status, "revert", ResponseActor.Engine, nowMs, $"Operation {holder} has begun with the same target: undoing waits until it is known what it comes to.")
            : state);
    }
}
