using Soc.Detection.Correlation;
using Soc.Model.Entities;
using Soc.Model.Escalation;
using Soc.Model.Incidents;
using Soc.Model.Response;

namespace Soc.Gateway.Reports;

/// <summary>One incident in a report: flat and small, since a report holds thousands.</summary>
internal sealed record IncidentLine
{
    /// <summary>Most entities, detectors and actions that stand in one cell; what is left out is counted there.</summary>
    public const int MaxListed = 8;

    public required string Id { get; init; }

    public required string Title { get; init; }

    public required IncidentStatus Status { get; init; }

    public required Verdict Verdict { get; init; }

    public required double Score { get; init; }

    public required string Severity { get; init; }

    /// <summary>The most urgent that was decided.</summary>
    public required EscalationDecision Decision { get; init; }

    public required bool IsLate { get; init; }

    public required EntityKey[] Entities { get; init; }

    public required string EntityText { get; init; }

    public required string Detectors { get; init; }

    public required int Signals { get; init; }

    public required long FirstSeenMs { get; init; }

    public required long LastSeenMs { get; init; }

    public required long DetectedAtMs { get; init; }

    public required long LatencyMs { get; init; }

    /// <summary>When a person judged it for the last time; 0 while it is open.</summary>
    public long ResolvedMs { get; init; }

    public string? ResolvedBy { get; init; }

    /// <summary>When somebody was first told; 0 when nobody was.</summary>
    public long ToldMs { get; init; }

    public long AcknowledgedMs { get; init; }

    public string? AcknowledgedBy { get; init; }

    public Stopped Stopped { get; init; }

    /// <summary>When the first action was confirmed; 0 when none was.</summary>
    public long ContainedMs { get; init; }

    /// <summary>Actions that were proposed.</summary>
    public int Operations { get; init; }

    /// <summary>Those that were ended because they were wrong.</summary>
    public int Undone { get; init; }

    public string? Actions { get; init; }

    public bool IsFirstPriority => FirstPriority.Is(Score, Decision, IsLate);

    /// <summary>A person was to hear of it at once.</summary>
    public bool IsEscalated => !IsLate && Decision >= EscalationDecision.Notify;

    public static IncidentLine Of(Incident incident)
    {
        var judged = incident.Status == IncidentStatus.Closed && incident.VerdictHistory is [.., var last] ? last : null;
        var score = double.IsFinite(incident.Score) ? Math.Round(incident.Score, 1) : 0;
        return new IncidentLine
        {
            Id = incident.Id,
            Title = incident.Title,
            Status = incident.Status,
            Verdict = incident.Verdict,
            Score = score,
            Severity = Severities.Of(score),
            Decision = incident.Escalation.Decision,
            IsLate = incident.Escalation.Late,
            Entities = [.. incident.Entities.Where(e => e.Kind != EntityKind.Client).Take(MaxListed)],
            EntityText = List([.. incident.Entities.Select(e => $"{EntityKey.KindName(e.Kind)} {e.Value}")]),
            Detectors = List([.. incident.Signals.Select(s => s.Detector).Distinct(StringComparer.Ordinal)]),
            Signals = incident.SignalCount,
            FirstSeenMs = incident.FirstSeenMs,
            LastSeenMs = incident.LastSeenMs,
            DetectedAtMs = incident.DetectedAtMs,
            LatencyMs = incident.LatencyMs,
            ResolvedMs = judged?.AtMs ?? 0,
            ResolvedBy = judged?.By,
        };
    }

    /// <summary>With what was done about it and who was told.</summary>
    /// <param name="operations">Its own, in any order.</param>
    public IncidentLine With(IReadOnlyList<OperationRow> operations, EscalationRow? escalation)
    {
        var first = operations.Where(OperationFacts.WasInForce).OrderBy(o => o.EnforcedMs).ThenBy(o => o.OperationId, StringComparer.Ordinal).FirstOrDefault();
        return this with
        {
            Decision = escalation is not null && escalation.Decision > Decision ? escalation.Decision : Decision,
            ToldMs = escalation?.ToldMs ?? 0,
            AcknowledgedMs = escalation?.AcknowledgedMs ?? 0,
            AcknowledgedBy = escalation?.AcknowledgedBy,
            ResolvedMs = ResolvedMs == 0 && Status == IncidentStatus.Closed ? escalation?.OverMs ?? 0 : ResolvedMs,
            Stopped = first is null ? Stopped.No : OperationFacts.IsAutomatic(first) ? Stopped.Automatically : Stopped.ByHand,
            ContainedMs = first?.EnforcedMs ?? 0,
            Operations = operations.Count,
            Undone = operations.Count(o => o.IsUndone),
            Actions = operations.Count == 0 ? null : List([.. operations.OrderBy(o => o.ProposedMs).Select(o =>
                $"{OperationFacts.ActionOf(o)} {o.Proposal.Target.Value} ({OperationStatuses.NameOf(o.Status)})")]),
        };
    }

    private static string List(string[] items) => items.Length <= MaxListed
        ? string.Join("; ", items)
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{string.Join("; ", items.Take(MaxListed))}; and {items.Length - MaxListed} more");
}
