using Soc.GrainInterfaces.Entities;

namespace Soc.Gateway.Endpoints;

/// <summary>What is known of an entity, in words.</summary>
/// <param name="HostName">What a device calls itself, such as by DHCP; null where nobody said, or where it is its key.</param>
public sealed record EntityViewDto(
    EntityDto Entity,
    double Risk,
    string RiskLevel,
    RiskContributionDto[] Contributions,
    BaselineView[] Baselines,
    RecentDto[] Recent,
    string? FirstSeen,
    string? LastSeen,
    long EventCount,
    string? HostName)
{
    public static EntityViewDto Of(EntityView v) => new(
        Wire.Entity(v.Key),
        Math.Round(v.Risk, 1),
        v.RiskLevel,
        [.. v.Contributions.Select(c => new RiskContributionDto(c.Detector, Math.Round(c.Score, 1), Math.Round(c.Contribution, 2), Wire.Time(c.AtMs), c.Text))],
        v.Baselines,
        [.. v.Recent.Select(r => new RecentDto(Wire.Time(r.AtMs), r.Source, r.Text, r.EventId))],
        v.FirstSeenMs == 0 ? null : Wire.Time(v.FirstSeenMs),
        v.LastSeenMs == 0 ? null : Wire.Time(v.LastSeenMs),
        v.EventCount,
        v.HostName);
}
