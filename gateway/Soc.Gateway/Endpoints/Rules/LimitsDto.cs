using Soc.Model.Policies;

namespace Soc.Gateway.Endpoints.Rules;

/// <summary>How much may be done by rules at most; what is left out gets its default.</summary>
public sealed record LimitsDto
{
    /// <summary>1–1,000; default 20.</summary>
    public int? ActionsPerHour { get; init; }

    /// <summary>By one connector, 1–1,000; default 20.</summary>
    public int? ActionsPerHourByConnector { get; init; }

    /// <summary>By one rule, 1–1,000; default 10.</summary>
    public int? ActionsPerHourByRule { get; init; }

    /// <summary>Largest IPv4 network that may be blocked, by its prefix, 16–32; default 28.</summary>
    public int? LargestIpv4Prefix { get; init; }

    /// <summary>Largest IPv6 network that may be blocked, by its prefix, 48–128; default 64.</summary>
    public int? LargestIpv6Prefix { get; init; }

    /// <summary>Of the client's devices, cut off at a time, at most 50; default 5.</summary>
    public double? LargestDeviceSharePercent { get; init; }

    /// <summary>Of the client's users, locked out at a time, at most 50; default 5.</summary>
    public double? LargestUserSharePercent { get; init; }

    /// <summary>Share of undone actions from which nothing more is done without asking, 1–100; default 30.</summary>
    public double? UndoSharePercent { get; init; }

    /// <summary>From this many actions on the share counts, 2–100; default 5.</summary>
    public int? UndoAtLeast { get; init; }

    /// <summary>Over which time it is taken, 1–720; default 24.</summary>
    public int? UndoWithinHours { get; init; }

    /// <summary>Nothing is done and nobody is asked; default false.</summary>
    public bool? KillSwitch { get; init; }

    internal static LimitsDto Of(EngagementLimits limits) => new()
    {
        ActionsPerHour = limits.ActionsPerHour,
        ActionsPerHourByConnector = limits.ActionsPerHourByConnector,
        ActionsPerHourByRule = limits.ActionsPerHourByRule,
        LargestIpv4Prefix = limits.LargestIpv4Prefix,
        LargestIpv6Prefix = limits.LargestIpv6Prefix,
        LargestDeviceSharePercent = limits.LargestDeviceSharePercent,
        LargestUserSharePercent = limits.LargestUserSharePercent,
        UndoSharePercent = limits.UndoSharePercent,
        UndoAtLeast = limits.UndoAtLeast,
        UndoWithinHours = limits.UndoWithinHours,
        KillSwitch = limits.KillSwitch,
    };

    internal EngagementLimits Over(EngagementLimits defaults) => new()
    {
        ActionsPerHour = ActionsPerHour ?? defaults.ActionsPerHour,
        ActionsPerHourByConnector = ActionsPerHourByConnector ?? defaults.ActionsPerHourByConnector,
        ActionsPerHourByRule = ActionsPerHourByRule ?? defaults.ActionsPerHourByRule,
        LargestIpv4Prefix = LargestIpv4Prefix ?? defaults.LargestIpv4Prefix,
        LargestIpv6Prefix = LargestIpv6Prefix ?? defaults.LargestIpv6Prefix,
        LargestDeviceSharePercent = LargestDeviceSharePercent ?? defaults.LargestDeviceSharePercent,
        LargestUserSharePercent = LargestUserSharePercent ?? defaults.LargestUserSharePercent,
        UndoSharePercent = UndoSharePercent ?? defaults.UndoSharePercent,
        UndoAtLeast = UndoAtLeast ?? defaults.UndoAtLeast,
        UndoWithinHours = UndoWithinHours ?? defaults.UndoWithinHours,
        KillSwitch = KillSwitch ?? defaults.KillSwitch,
    };
}
