using Orleans;
using Soc.Model.Entities;

namespace Soc.GrainInterfaces.Entities;

/// <summary>What is known of an entity, for a person.</summary>
[GenerateSerializer, Immutable, Alias("soc.EntityView")]
public sealed record EntityView
{
    [Id(0)] public required EntityKey Key { get; init; }

    /// <summary>False when nothing was ever seen of it.</summary>
    [Id(1)] public bool Known { get; init; }

    /// <summary>0–100, decayed to the last event.</summary>
    [Id(2)] public double Risk { get; init; }

    /// <summary>info, low, medium, high or critical.</summary>
    [Id(3)] public string RiskLevel { get; init; } = "info";

    [Id(4)] public RiskContribution[] Contributions { get; init; } = [];

    /// <summary>Baselines in words, by detector id.</summary>
    [Id(5)] public BaselineView[] Baselines { get; init; } = [];

    [Id(6)] public RecentActivity[] Recent { get; init; } = [];

    [Id(7)] public long FirstSeenMs { get; init; }

    [Id(8)] public long LastSeenMs { get; init; }

    [Id(9)] public long EventCount { get; init; }

    /// <summary>What a device calls itself, such as by DHCP; null where nobody said, or where it is its key.</summary>
    [Id(10)] public string? HostName { get; init; }
}
