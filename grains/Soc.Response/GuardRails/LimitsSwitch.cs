using Soc.Model;
using Soc.Model.Entities;
using Soc.Model.Response;

namespace Soc.Response.GuardRails;

/// <summary>
/// A client's kill switch and the reset of its undo rate: who may, what changes, and what the audit gets of it. The audit is one of operations; these stand
/// in it under a reserved id, with the same hashes.
/// </summary>
public static class LimitsSwitch
{
    /// <summary>The operation id under which the audit has them. No operation has it.</summary>
    public const string OperationId = "switch";

    /// <summary>Stops all new actions, or allows them again. The same again changes nothing.</summary>
    /// <returns>The state after it, and a sentence why not.</returns>
    public static (LimitsState State, string? Refusal) Kill(LimitsState state, ResponseActor by, bool isOn, string why, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(by);

        // Whoever may stop one may stop all; to allow them again is the right to agree.
        if (isOn ? !by.MayEnd : !by.MayApprove)
        {
            return (state, isOn ? "Only an analyst, a responder or an admin may switch actions off." : "Only a responder or an admin may switch actions on again.");
        }

        if (state.IsKilled == isOn)
        {
            return (state, null);
        }

        var next = state with { IsKilled = isOn, KilledBy = by, KilledWhy = Clip.To(why, ContainmentOrder.MaxReasonLength), KilledMs = nowMs };
        return Note(state, next, isOn ? "switched_off" : "switched_on", by, isOn ? "switches all actions off" : "switches actions on again", why, nowMs);
    }

    /// <summary>A person looked at what was undone: actions may follow from rules again.</summary>
    /// <returns>The state after it, and a sentence why not.</returns>
    public static (LimitsState State, string? Refusal) Reset(LimitsState state, ResponseActor by, string why, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(by);
        return by.MayApprove
            ? Note(state, state with { Endings = [] }, "undo_rate_reset", by, "looked at what was undone, and sets the count back", why, nowMs)
            : (state, "Only a responder or an admin may set this back.");
    }

    /// <summary>The audit has it up to here.</summary>
    public static LimitsState Audited(LimitsState state, int number)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with { ToAudit = Array.FindAll(state.ToAudit, e => e.Number > number) };
    }

    /// <summary>What the audit's record of it says beside the event: nothing is done to anybody.</summary>
    public static OperationState OperationOf(string client, OperationEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return new OperationState
        {
            Proposal = new OperationProposal
            {
                OperationId = OperationId,
                Client = client,
                Action = ContainmentAction.Unknown,
                Target = new ContainmentTarget { Kind = EntityKind.Client, Value = client },
                DurationMs = 0,
                Connector = "",
                ProposedBy = happened.By,
                Reason = happened.Text,
            },
            Status = OperationStatus.Unknown,
            Reason = happened.Text,
            ProposedMs = happened.AtMs,
            ApprovalHash = "",
        };
    }

    private static (LimitsState State, string? Refusal) Note(LimitsState before, LimitsState after, string kind, ResponseActor by, string what, string why, long nowMs)
    {
        if (before.ToAudit.Length >= LimitsState.MaxToAudit)
        {
            return (before, "The audit is behind: try again in a moment.");
        }

        var text = string.IsNullOrWhiteSpace(why) ? $"{by.Name} {what}." : $"{by.Name} {what}: {Clip.To(why.Trim(), ContainmentOrder.MaxReasonLength)}";
        var happened = new OperationEvent { Number = before.LastSwitch + 1, AtMs = nowMs, Kind = kind, Status = OperationStatus.Unknown, By = by, Text = text };
        return (after with { LastSwitch = happened.Number, ToAudit = [.. before.ToAudit, happened] }, null);
    }
}
