using Orleans;

namespace Soc.Model.Policies;

/// <summary>How much may be done by rules at most, whatever they say. Kept by whoever acts, last of all.</summary>
[GenerateSerializer, Immutable, Alias("soc.EngagementLimits")]
public sealed record EngagementLimits
{
    public static readonly EngagementLimits Default = new();

    /// <summary>Actions begun in an hour, 1–1,000.</summary>
    [Id(0)] public int ActionsPerHour { get; init; } = 20;

    /// <summary>The largest IPv4 network that may be blocked, by the length of its prefix, 16–32.</summary>
    [Id(1)] public int LargestIpv4Prefix { get; init; } = 28;

    /// <summary>The largest IPv6 network that may be blocked, by the length of its prefix, 48–128.</summary>
    [Id(2)] public int LargestIpv6Prefix { get; init; } = 64;

    /// <summary>Largest share of the client's devices that may be cut off at a time, percent, above 0, at most 50.</summary>
    [Id(3)] public double LargestDeviceSharePercent { get; init; } = 5;

    /// <summary>Largest share of the client's users that may be locked out at a time, percent, above 0, at most 50.</summary>
    [Id(4)] public double LargestUserSharePercent { get; init; } = 5;

    /// <summary>When people undid this share of the latest actions or more, percent, 1–100, nothing more is done without asking.</summary>
    [Id(5)] public double UndoSharePercent { get; init; } = 30;

    /// <summary>The share counts from this many actions on, 2–100.</summary>
    [Id(6)] public int UndoAtLeast { get; init; } = 5;

    /// <summary>Over which time the share is taken, hours, 1–720.</summary>
    [Id(7)] public int UndoWithinHours { get; init; } = 24;

    /// <summary>Nothing is done and nobody is asked, until it is taken off.</summary>
    [Id(8)] public bool KillSwitch { get; init; }

    /// <summary>Actions begun by one connector in an hour, 1–1,000.</summary>
    [Id(9)] public int ActionsPerHourByConnector { get; init; } = 20;

    /// <summary>Actions begun by one rule in an hour, 1–1,000.</summary>
    [Id(10)] public int ActionsPerHourByRule { get; init; } = 10;
}
