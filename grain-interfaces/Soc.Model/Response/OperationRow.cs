using Orleans;
namespace Soc.Model.Response;

/// <summary>An operation as lists, reports and incidents show it. The operation's own state is the truth; this follows it within moments.</summary>
[GenerateSerializer, Immutable, Alias("soc.OperationRow")]
public sealed record OperationRow
{
    /// <summary>Most <see cref="ApprovedBy"/>.</summary>
    public const int MaxApprovers = 2;

    /// <summary>Unique over all clients.</summary>
    [Id(0)] public required string OperationId { get; init; }

    [Id(1)] public required string Client { get; init; }

    /// <summary>Grows with every change: an older row never takes the place of a newer one.</summary>
    [Id(2)] public required long Number { get; init; }

    [Id(3)] public required OperationProposal Proposal { get; init; }

    [Id(4)] public required OperationStatus Status { get; init; }

    /// <summary>Why it stands there, one sentence.</summary>
    [Id(5)] public required string Reason { get; init; }

    [Id(6)] public required long ProposedMs { get; init; }

    /// <summary>What an approval is bound to.</summary>
    [Id(7)] public required string ApprovalHash { get; init; }

    /// <summary>Nothing begins from then on; while people are asked, so long may they approve.</summary>
    [Id(8)] public long StartByMs { get; init; }

    /// <summary>When it began; 0 before.</summary>
    [Id(9)] public long BeganMs { get; init; }

    /// <summary>When the other product first said that it is so; 0 before.</summary>
    [Id(10)] public long EnforcedMs { get; init; }

    /// <summary>When it ends, or ended at the latest; 0 before it began.</summary>
    [Id(11)] public long UntilMs { get; init; }

    /// <summary>When it was over; 0 before.</summary>
    [Id(12)] public long EndedMs { get; init; }

    /// <summary>Names of those who agreed.</summary>
    [Id(13)] public string[] ApprovedBy { get; init; } = [];

    /// <summary>Who ended it; null while nobody did, "engine" when its time was over.</summary>
    [Id(14)] public string? EndedBy { get; init; }

    /// <summary>It was ended because it was wrong.</summary>
    [Id(15)] public bool IsUndone { get; init; }

    /// <summary>The newest entry of its history, wall clock, ms since the epoch.</summary>
    [Id(16)] public long ChangedMs { get; init; }

    /// <summary>The row of a state.</summary>
    public static OperationRow Of(OperationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new OperationRow
        {
            OperationId = state.Proposal.OperationId,
            Client = state.Proposal.Client,
            Number = state.LastEvent,
            Proposal = state.Proposal,
            Status = state.Status,
            Reason = state.Reason,
            ProposedMs = state.ProposedMs,
            ApprovalHash = state.ApprovalHash,
            StartByMs = state.StartByMs,
            BeganMs = state.BeganMs,
            EnforcedMs = state.EnforcedMs,
            UntilMs = state.UntilMs,
            EndedMs = state.EndedMs,
            ApprovedBy = [.. state.Approvals.Select(a => a.By.Name)],
            EndedBy = state.EndedBy?.Name,
            IsUndone = state.IsUndone,
            ChangedMs = state.History is [.., var last] ? last.AtMs : state.ProposedMs,
        };
    }
}
