using Soc.Model.Escalation;
using Soc.Model.Response;

namespace Soc.Gateway.Reports;

/// <summary>The columns of every table that reports give.</summary>
internal static class Columns
{
    /// <summary>Latest moment that a column can hold: the last of the year 9999.</summary>
    private const long LastMs = 253_402_300_799_999;

    /// <summary>Incidents by themselves.</summary>
    public static readonly Column<IncidentLine>[] Incidents =
    [
        Text<IncidentLine>("Id", l => l.Id),
        Text<IncidentLine>("Title", l => l.Title),
        Text<IncidentLine>("Status", l => Endpoints.Wire.Name(l.Status)),
        Text<IncidentLine>("Verdict", l => Endpoints.Wire.Name(l.Verdict)),
        new("Score", ColumnKind.Number, l => l.Score),
        Text<IncidentLine>("Severity", l => l.Severity),
        Flag<IncidentLine>("IsFirstPriority", l => l.IsFirstPriority),
        Text<IncidentLine>("Escalation", l => Endpoints.Wire.Name(l.Decision)),
        Flag<IncidentLine>("IsLate", l => l.IsLate),
        Text<IncidentLine>("Entities", l => l.EntityText),
        Text<IncidentLine>("Detectors", l => l.Detectors),
        new("Signals", ColumnKind.Whole, l => (long)l.Signals),
        Moment<IncidentLine>("FirstSeenAt", l => l.FirstSeenMs),
        Moment<IncidentLine>("LastSeenAt", l => l.LastSeenMs),
        Moment<IncidentLine>("DetectedAt", l => l.DetectedAtMs),
        new("EventToDetectedSeconds", ColumnKind.Number, l => l.LatencyMs / 1000.0),
        Moment<IncidentLine>("ResolvedAt", l => l.ResolvedMs),
        Text<IncidentLine>("ResolvedBy", l => l.ResolvedBy),
    ];

    /// <summary>Incidents with what was done about them: the rows of a report.</summary>
    public static readonly Column<IncidentLine>[] Report =
    [
        .. Incidents,
        Moment<IncidentLine>("ToldAt", l => l.ToldMs),
        Moment<IncidentLine>("AcknowledgedAt", l => l.AcknowledgedMs),
        Text<IncidentLine>("AcknowledgedBy", l => l.AcknowledgedBy),
        Text<IncidentLine>("Stopped", l => Endpoints.Wire.Name(l.Stopped)),
        Moment<IncidentLine>("ContainedAt", l => l.ContainedMs),
        new("Operations", ColumnKind.Whole, l => (long)l.Operations),
        new("OperationsUndone", ColumnKind.Whole, l => (long)l.Undone),
        Text<IncidentLine>("Actions", l => l.Actions),
    ];

    public static readonly Column<OperationRow>[] Operations =
    [
        Text<OperationRow>("Id", o => o.OperationId),
        Text<OperationRow>("IncidentId", o => o.Proposal.IncidentId),
        Text<OperationRow>("Action", o => OperationFacts.ActionOf(o)),
        Text<OperationRow>("TargetKind", o => Soc.Model.Entities.EntityKey.KindName(o.Proposal.Target.Kind)),
        Text<OperationRow>("Target", o => o.Proposal.Target.Value),
        Text<OperationRow>("Connector", o => o.Proposal.Connector),
        Text<OperationRow>("Status", o => OperationStatuses.NameOf(o.Status)),
        Text<OperationRow>("StatusReason", o => o.Reason),
        Text<OperationRow>("Reason", o => o.Proposal.Reason),
        Text<OperationRow>("Rule", o => o.Proposal.RuleId),
        Flag<OperationRow>("IsAutomatic", OperationFacts.IsAutomatic),
        Text<OperationRow>("ProposedBy", o => o.Proposal.ProposedBy.Name),
        Text<OperationRow>("ApprovedBy", o => o.ApprovedBy.Length == 0 ? null : string.Join("; ", o.ApprovedBy)),
        Moment<OperationRow>("ProposedAt", o => o.ProposedMs),
        Moment<OperationRow>("BeganAt", o => o.BeganMs),
        Moment<OperationRow>("EnforcedAt", o => o.EnforcedMs),
        Moment<OperationRow>("Until", o => o.UntilMs),
        Moment<OperationRow>("EndedAt", o => o.EndedMs),
        Text<OperationRow>("EndedBy", o => o.EndedBy),
        Flag<OperationRow>("IsUndone", o => o.IsUndone),
        Flag<OperationRow>("IsShadow", o => o.Proposal.IsShadow),
        Flag<OperationRow>("IsLate", o => o.Proposal.IsLate),
    ];

    public static readonly Column<EscalationRow>[] Escalations =
    [
        Text<EscalationRow>("IncidentId", e => e.IncidentId),
        Text<EscalationRow>("Phase", e => Endpoints.Wire.Name(e.Phase)),
        Text<EscalationRow>("Decision", e => Endpoints.Wire.Name(e.Decision)),
        Moment<EscalationRow>("DetectedAt", e => e.DetectedAtMs),
        Moment<EscalationRow>("ToldAt", e => e.ToldMs),
        Moment<EscalationRow>("AcknowledgedAt", e => e.AcknowledgedMs),
        Text<EscalationRow>("AcknowledgedBy", e => e.AcknowledgedBy),
        Moment<EscalationRow>("OverAt", e => e.OverMs),
        new("Notices", ColumnKind.Whole, e => (long)e.Notices),
    ];

    private static Column<TRow> Text<TRow>(string name, Func<TRow, string?> value) => new(name, ColumnKind.Text, value);

    private static Column<TRow> Flag<TRow>(string name, Func<TRow, bool> value) => new(name, ColumnKind.Flag, r => value(r));

    // 0 says that it has not happened.
    private static Column<TRow> Moment<TRow>(string name, Func<TRow, long> valueMs) =>
        new(name, ColumnKind.Moment, r => valueMs(r) is > 0 and var ms ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(ms, LastMs)) : null);
}
