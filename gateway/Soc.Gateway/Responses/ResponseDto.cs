using Soc.Gateway.Endpoints;
using Soc.Model.Response;

namespace Soc.Gateway.Responses;

/// <summary>An operation: what is done against whom, until when, and why.</summary>
public sealed record ResponseDto
{
    public required string Id { get; init; }

    public required string Client { get; init; }

    /// <summary>Null when a person asked for it by itself.</summary>
    public required string? Incident { get; init; }

    /// <summary>"proposed", "awaiting_approval", "enforced", "rolled_back" …</summary>
    public required string Status { get; init; }

    /// <summary>Why it stands there, one sentence.</summary>
    public required string StatusReason { get; init; }

    /// <summary>Somebody is held off by it now, or may be.</summary>
    public required bool InForce { get; init; }

    public required string Action { get; init; }

    public required ResponseTargetDto Target { get; init; }

    /// <summary>How long it lasts from the moment in which it begins.</summary>
    public required double Minutes { get; init; }

    public required string Connector { get; init; }

    public required ResponseActorDto ProposedBy { get; init; }

    /// <summary>Others who wanted it; none of them can approve it.</summary>
    public required ResponseActorDto[] AskedFor { get; init; }

    /// <summary>The client's rule that led to it; null when a person asked.</summary>
    public required string? Rule { get; init; }

    /// <summary>Version of the client's rules then.</summary>
    public required long RuleVersion { get; init; }

    /// <summary>Ids of the findings that it rests on.</summary>
    public required string[] Evidence { get; init; }

    /// <summary>Why it was wanted.</summary>
    public required string Reason { get; init; }

    public required bool NeedsApproval { get; init; }

    /// <summary>All checks and the connector's plan, and nothing is done.</summary>
    public required bool DryRun { get; init; }

    /// <summary>What was there before can be restored.</summary>
    public required bool Reversible { get; init; }

    /// <summary>What an approval names: exactly this action, target and limit.</summary>
    public required string Hash { get; init; }

    public required string ProposedAt { get; init; }

    /// <summary>Nothing begins from then on; while people are asked, so long may they approve.</summary>
    public required string? StartBy { get; init; }

    public required string? BeganAt { get; init; }

    /// <summary>When the other product first said that it is so.</summary>
    public required string? EnforcedAt { get; init; }

    /// <summary>When it ends, or ended at the latest.</summary>
    public required string? Until { get; init; }

    public required string? EndedAt { get; init; }

    public required string[] ApprovedBy { get; init; }

    /// <summary>Who ended it; "engine" when its time was over.</summary>
    public required string? EndedBy { get; init; }

    /// <summary>It was ended because it was wrong.</summary>
    public required bool Undone { get; init; }

    public required string ChangedAt { get; init; }

    /// <summary>Grows with every change.</summary>
    public required long Version { get; init; }

    /// <summary>The operation's own state; null in lists.</summary>
    public ResponseLiveDto? Live { get; init; }

    public static ResponseDto Of(OperationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Of(OperationRow.Of(state)) with { Live = ResponseLiveDto.Of(state) };
    }

    public static ResponseDto Of(OperationRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var proposal = row.Proposal;
        return new ResponseDto
        {
            Id = row.OperationId,
            Client = row.Client,
            Incident = proposal.IncidentId,
            Status = OperationStatuses.NameOf(row.Status),
            StatusReason = row.Reason,
            InForce = OperationStatuses.IsInForce(row.Status),
            Action = ContainmentActions.NameOf(proposal.Action),
            Target = ResponseTargetDto.Of(proposal.Target),
            Minutes = Math.Round(proposal.DurationMs / (double)ResponseReading.MinuteMs, 2),
            Connector = proposal.Connector,
            ProposedBy = ResponseActorDto.Of(proposal.ProposedBy),
            AskedFor = Array.ConvertAll(proposal.AskedFor, ResponseActorDto.Of),
            Rule = proposal.RuleId,
            RuleVersion = proposal.RuleVersion,
            Evidence = proposal.EvidenceIds,
            Reason = proposal.Reason,
            NeedsApproval = proposal.NeedsApproval,
            DryRun = proposal.IsShadow,
            Reversible = proposal.IsReversible,
            Hash = row.ApprovalHash,
            ProposedAt = Wire.Time(row.ProposedMs),
            StartBy = Wire.TimeOrNull(row.StartByMs),
            BeganAt = Wire.TimeOrNull(row.BeganMs),
            EnforcedAt = Wire.TimeOrNull(row.EnforcedMs),
            Until = Wire.TimeOrNull(row.UntilMs),
            EndedAt = Wire.TimeOrNull(row.EndedMs),
            ApprovedBy = row.ApprovedBy,
            EndedBy = row.EndedBy,
            Undone = row.IsUndone,
            ChangedAt = Wire.Time(row.ChangedMs),
            Version = row.Number,
        };
    }
}
