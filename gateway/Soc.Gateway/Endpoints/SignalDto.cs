using Soc.Model.Signals;

namespace Soc.Gateway.Endpoints;

/// <summary>A signal within an incident.</summary>
public sealed record SignalDto(
    string Id,
    string Detector,
    double Score,
    EntityDto Entity,
    string At,
    string Title,
    string[] Techniques,
    EvidenceDto[] EvidenceFor,
    EvidenceDto[] EvidenceAgainst,
    string[] EventIds,
    string? Learning,
    string? BenignReading,
    string? Advice,
    bool Late,
    SignalTimesDto? Times,
    string[] SeenBy)
{
    public static SignalDto Of(Signal s) => new(
        s.Id,
        s.Detector,
        Math.Round(s.Score, 1),
        Wire.Entity(s.Entity),
        Wire.Time(s.AtMs),
        s.Title,
        s.Techniques,
        [.. s.EvidenceFor.Select(Evidence)],
        [.. s.EvidenceAgainst.Select(Evidence)],
        [.. s.EventIds.Select(id => id.ToString())],
        s.Learning,
        s.BenignReading,
        s.Advice,
        s.Late,
        s.Times is { } t ? new SignalTimesDto(Wire.Time(t.EventMs), Wire.Time(t.ReceivedMs), Wire.Time(t.DetectedMs), t.DelayMs, t.OwnDelayMs) : null,
        [.. s.SeenAt.Select(p => p.Observer).Distinct(StringComparer.OrdinalIgnoreCase)]);

    private static EvidenceDto Evidence(Evidence e) => new(e.Fact, e.Text, Math.Round(e.Weight, 1));
}
