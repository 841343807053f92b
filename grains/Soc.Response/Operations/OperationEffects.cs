using Soc.Model.Response;

namespace Soc.Response.Operations;

/// <summary>What is to be done about an operation now: read from its state, so that a crash forgets none of it.</summary>
public sealed record OperationEffects
{
    /// <summary>The guard rails are to be asked.</summary>
    public bool AsksGuards { get; private init; }

    /// <summary>They are asked for the last time before the action: a place in the client's limits is taken.</summary>
    public bool Reserves { get; private init; }

    /// <summary>The call to be made, or on its way.</summary>
    public OperationCall? Call { get; private init; }

    /// <summary>When time alone changes something next; null when it does not.</summary>
    public long? WakeMs { get; private init; }

    /// <summary>For the audit, in order.</summary>
    public IReadOnlyList<OperationEvent> ToAudit { get; private init; } = [];

    /// <summary>For people, in order.</summary>
    public IReadOnlyList<OperationNotice> ToTell { get; private init; } = [];

    /// <summary>How the client's limits are to count it; null when they know, or it is not over.</summary>
    public OperationSettlement? Settlement { get; private init; }

    /// <summary>Nothing is left to do but what time brings.</summary>
    public bool IsIdle => !AsksGuards && Call is null && ToAudit.Count == 0 && ToTell.Count == 0 && Settlement is null;

    /// <summary>Nothing is left to do, ever.</summary>
    public bool IsDone => IsIdle && WakeMs is null;

    public static OperationEffects Of(OperationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new OperationEffects
        {
            AsksGuards = state.NeedsGuards,
            Reserves = state.NeedsGuards && state.Status != OperationStatus.Proposed,
            Call = state.Call,
            WakeMs = Wake(state),
            ToAudit = Array.FindAll(state.History, e => e.Number > state.AuditedTo),
            ToTell = state.Notices,
            Settlement = state.IsSettled || !OperationStatuses.IsFinal(state.Status) ? null : SettlementOf(state),
        };
    }

    private static long? Wake(OperationState state)
    {
        if (OperationStatuses.IsFinal(state.Status))
        {
            return null;
        }

        var next = state.Call?.DeadlineMs ?? (state.NextMs == 0 ? long.MaxValue : state.NextMs);
        var limit = state.Status switch
        {
            OperationStatus.Proposed or OperationStatus.AwaitingApproval or OperationStatus.Approved => state.StartByMs,
            OperationStatus.RollingBack or OperationStatus.RollbackFailed => long.MaxValue,
            _ when state.Call is not null => long.MaxValue,
            _ => state.UntilMs,
        };
        var wake = Math.Min(next, limit);
        return wake == long.MaxValue ? null : wake;
    }

    private static OperationSettlement SettlementOf(OperationState state) => state.Status switch
    {
        OperationStatus.RolledBack => state.IsUndone ? OperationSettlement.Undone : OperationSettlement.Ended,
        OperationStatus.Ended when state is { Applied.WasSoBefore: true, EnforcedMs: 0 } => OperationSettlement.NothingDone,
        OperationStatus.Ended => state.IsUndone ? OperationSettlement.Undone : OperationSettlement.Ended,
        OperationStatus.Failed when state.IsUncertain => OperationSettlement.Ended,
        _ => OperationSettlement.NothingDone,
    };
}
