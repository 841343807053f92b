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
    object[] Responses,
    string FirstSeen,
    string LastSeen,
    string DetectedAt,
    long LatencyMs,
    string? MergedInto,
    VerdictNoteDto[] VerdictHistory,
    RelatedDto Related,
    long Version)
{
    public static IncidentDto Of(Incident i, RelatedDto related) => new(
        i.Id,
        i.Client,
        Wire.Name(i.Status),
        Wire.Name(i.Verdict),
        new SuggestionDto(Wire.Name(i.SuggestedVerdict), i.SuggestedReasons),
        Math.Round(i.Score, 1),
        Severities.Of(i.Score),
        i.Title,
        i.Story,
        [.. i.Entities.Select(Wire.Entity)],
        [.. i.Signals.Select(SignalDto.Of)],
        i.SignalCount,
        new EscalationDto(Wire.Name(i.Escalation.Decision), i.Escalation.Reason, i.Escalation.Late),
        [],
        Wire.Time(i.FirstSeenMs),
        Wire.Time(i.LastSeenMs),
        Wire.Time(i.DetectedAtMs),
        i.LatencyMs,
        i.MergedInto,
        [.. i.VerdictHistory.Select(v => new VerdictNoteDto(Wire.Name(v.Verdict), v.By, Wire.Time(v.AtMs), v.Comment))],
        related,
        i.Version);
}
