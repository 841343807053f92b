using Soc.Model.Policies;

namespace Soc.Response.GuardRails;

/// <summary>What is never done at a client, and how much at most. Without a word of the client these are the stated defaults.</summary>
public sealed record GuardRules
{
    /// <summary>Most entries of each list; more is refused where it is set.</summary>
    public const int MaxEntries = 10_000;

    private const double Percent = 100;
    private const long HourMs = 3_600_000;

    /// <summary>
    /// The client's protected assets: entity keys as people write them ("address:10.0.0.1", "address:10.0.0.0/24", "user:breakglass@example.com", "device:dc*"),
    /// where a star stands for any text.
    /// </summary>
    public IReadOnlyList<string> ProtectedAssets { get; init; } = [];

    /// <summary>The client's own ways out to the internet, networks or addresses: to block them is to cut it off.</summary>
    public IReadOnlyList<string> OwnEgress { get; init; } = [];

    /// <summary>Name servers, domain controllers, gateways, firewalls: addresses, networks, or names with stars.</summary>
    public IReadOnlyList<string> Infrastructure { get; init; } = [];

    /// <summary>Name servers for everybody, which many networks ask: to block one is to stop their names, and whoever forges its address would have that done.</summary>
    public IReadOnlyList<string> PublicNameServers { get; init; } =
    [
        "1.0.0.1", "1.1.1.1", "8.8.4.4", "8.8.8.8", "9.9.9.9", "149.112.112.112", "208.67.220.220", "208.67.222.222",
        "2001:4860:4860::8844", "2001:4860:4860::8888", "2606:4700:4700::1001", "2606:4700:4700::1111", "2620:119:35::35", "2620:119:53::53", "2620:fe::9", "2620:fe::fe",
    ];

    /// <summary>Accounts for emergencies; names with stars.</summary>
    public IReadOnlyList<string> BreakGlassAccounts { get; init; } = ["breakglass*", "break-glass*", "break_glass*", "emergency*"];

    /// <summary>Accounts of programs; names with stars.</summary>
    public IReadOnlyList<string> ServiceAccounts { get; init; } = ["svc-*", "svc_*", "svc.*", "service-*", "sync_*", "*$", "krbtgt*", "azureadssoacc*", "msol_*"];

    /// <summary>Private addresses may be blocked; otherwise only a device can be cut off from within.</summary>
    public bool MayBlockPrivate { get; init; }

    /// <summary>Shortest prefix of an IPv4 network that may be blocked.</summary>
    public int ShortestPrefixV4 { get; init; } = EngagementLimits.Default.LargestIpv4Prefix;

    /// <summary>Shortest prefix of an IPv6 network that may be blocked.</summary>
    public int ShortestPrefixV6 { get; init; } = EngagementLimits.Default.LargestIpv6Prefix;

    /// <summary>Longest time of an action.</summary>
    public long MaxDurationMs { get; init; } = 24 * HourMs;

    public int MaxHourlyOfClient { get; init; } = EngagementLimits.Default.ActionsPerHour;

    public int MaxHourlyOfConnector { get; init; } = EngagementLimits.Default.ActionsPerHourByConnector;

    public int MaxHourlyOfRule { get; init; } = EngagementLimits.Default.ActionsPerHourByRule;

    /// <summary>Largest share of the client's devices that is cut off at the same time, 0–1.</summary>
    public double MaxDeviceShare { get; init; } = EngagementLimits.Default.LargestDeviceSharePercent / Percent;

    /// <summary>Largest share of the client's users that is locked out at the same time, 0–1.</summary>
    public double MaxUserShare { get; init; } = EngagementLimits.Default.LargestUserSharePercent / Percent;

    /// <summary>So many at the same time are allowed whatever their share: a small client has a few.</summary>
    public int AlwaysAtOnce { get; init; } = 2;

    /// <summary>Devices that the client has; 0 when that is not known, and then <see cref="AlwaysAtOnce"/> is the bound.</summary>
    public long Devices { get; init; }

    /// <summary>Users that the client has; 0 when that is not known, and then <see cref="AlwaysAtOnce"/> is the bound.</summary>
    public long Users { get; init; }

    /// <summary>From this share of undone actions on nothing more is done by itself, 0–1.</summary>
    public double BreakerRate { get; init; } = EngagementLimits.Default.UndoSharePercent / Percent;

    /// <summary>So many actions must be over before their share counts.</summary>
    public int BreakerLeast { get; init; } = EngagementLimits.Default.UndoAtLeast;

    /// <summary>Only actions that ended within this time count.</summary>
    public long BreakerWithinMs { get; init; } = EngagementLimits.Default.UndoWithinHours * HourMs;

    /// <summary>Nothing is done at this client.</summary>
    public bool IsKilled { get; init; }

    /// <summary>Nothing is done at any client.</summary>
    public bool IsKilledEverywhere { get; init; }

    /// <summary>These, with the limits that the client agreed to.</summary>
    public GuardRules With(EngagementLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return this with
        {
            ShortestPrefixV4 = limits.LargestIpv4Prefix,
            ShortestPrefixV6 = limits.LargestIpv6Prefix,
            MaxHourlyOfClient = limits.ActionsPerHour,
            MaxHourlyOfConnector = limits.ActionsPerHourByConnector,
            MaxHourlyOfRule = limits.ActionsPerHourByRule,
            MaxDeviceShare = limits.LargestDeviceSharePercent / Percent,
            MaxUserShare = limits.LargestUserSharePercent / Percent,
            BreakerRate = limits.UndoSharePercent / Percent,
            BreakerLeast = limits.UndoAtLeast,
            BreakerWithinMs = limits.UndoWithinHours * HourMs,
            IsKilled = limits.KillSwitch,
        };
    }
}
