using Soc.Detection.Correlation;
using Soc.Model.Incidents;

namespace Soc.Gateway.Endpoints;

/// <summary>An incident, as the API and the live stream show it.</summary>
public sealed record IncidentDto(
    string Id,
    string Client,
    string Status,
    string Verdict,
    SuggestionDto Suggested,
    double Score,
    string Severity,
    string Title,
    string Story,
    EntityDto[] Entities,
    SignalDto[] Signals,
    int SignalCount,
    EscalationDto Escalation,
    IncidentResponseDto[] Responses,
    string FirstSeen,
    string LastSeen,
    string DetectedAt,
    long LatencyMs,
    string? MergedInto,
    VerdictNoteDto[] VerdictHistory,
    RelatedDto Related,
    long Version)
{
    internal static IncidentDto Of(Incident i, RelatedDto related, IncidentFollowUp came) => new(
        i.Id,
        i.Client,
        Wire.Name(came.IsContained(i) ? IncidentStatus.Contained : i.Status),
        Wire.Name(i.Verdict),
        new SuggestionDto(Wire.Name(i.SuggestedVerdict), i.SuggestedReasons),
        Math.Round(i.Score, 1),
        Severities.Of(i.Score),
        i.Title,
        i.Story,
        [.. i.Entities.Select(Wire.Entity)],
        [.. i.Signals.Select(SignalDto.Of)],
        i.SignalCount,
        EscalationDto.Of(i.Escalation, came.Told),
        [.. came.Operations.Select(IncidentResponseDto.Of)],
        Wire.Time(i.FirstSeenMs),
        Wire.Time(i.LastSeenMs),
        Wire.Time(i.DetectedAtMs),
        i.LatencyMs,
        i.MergedInto,
        [.. i.VerdictHistory.Select(v => new VerdictNoteDto(Wire.Name(v.Verdict), v.By, Wire.Time(v.AtMs), v.Comment))],
        related,
        i.Version);
}
