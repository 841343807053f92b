namespace Soc.Response.GuardRails;

/// <summary>What is never done at a client, and how much at most. Without a word of the client these are the stated defaults.</summary>
public sealed record GuardRules
{
    /// <summary>Most entries of each list; more is refused where it is set.</summary>
    public const int MaxEntries = 10_000;

    /// <summary>
    /// The client's protected assets: entity keys as people write them ("address:10.0.0.1", "address:10.0.0.0/24", "user:breakglass@example.com", "device:dc*"),
    /// where a star stands for any text.
    /// </summary>
    public IReadOnlyList<string> ProtectedAssets { get; init; } = [];

    /// <summary>The client's own ways out to the internet, networks or addresses: to block them is to cut it off.</summary>
    public IReadOnlyList<string> OwnEgress { get; init; } = [];

    /// <summary>Name servers, domain controllers, gateways, firewalls: addresses, networks, or names with stars.</summary>
    public IReadOnlyList<string> Infrastructure { get; init; } = [];

    /// <summary>Accounts for emergencies; names with stars.</summary>
    public IReadOnlyList<string> BreakGlassAccounts { get; init; } = ["breakglass*", "break-glass*", "break_glass*", "emergency*"];

    /// <summary>Accounts of programs; names with stars.</summary>
    public IReadOnlyList<string> ServiceAccounts { get; init; } = ["svc-*", "svc_*", "svc.*", "service-*", "sync_*", "*$", "krbtgt*", "azureadssoacc*", "msol_*"];

    /// <summary>Private addresses may be blocked; otherwise only a device can be cut off from within.</summary>
    public bool MayBlockPrivate { get; init; }

    /// <summary>Shortest prefix of an IPv4 network that may be blocked: 28 is 16 addresses.</summary>
    public int ShortestPrefixV4 { get; init; } = 28;

    /// <summary>Shortest prefix of an IPv6 network that may be blocked: 64 is one link.</summary>
    public int ShortestPrefixV6 { get; init; } = 64;

    /// <summary>Longest time of an action.</summary>
    public long MaxDurationMs { get; init; } = 24 * 3_600_000L;

    public int MaxHourlyOfClient { get; init; } = 30;

    public int MaxHourlyOfConnector { get; init; } = 20;

    public int MaxHourlyOfRule { get; init; } = 10;

    /// <summary>Largest share of the client's devices that is cut off at the same time, 0–1.</summary>
    public double MaxDeviceShare { get; init; } = 0.05;

    /// <summary>Largest share of the client's users that is locked out at the same time, 0–1.</summary>
    public double MaxUserShare { get; init; } = 0.05;

    /// <summary>So many at the same time are allowed whatever their share: a small client has a few.</summary>
    public int AlwaysAtOnce { get; init; } = 2;

    /// <summary>Devices that the client has; 0 when that is not known, and then <see cref="AlwaysAtOnce"/> is the bound.</summary>
    public long Devices { get; init; }

    /// <summary>Users that the client has; 0 when that is not known, and then <see cref="AlwaysAtOnce"/> is the bound.</summary>
    public long Users { get; init; }

    /// <summary>From this share of undone actions on nothing more is done by itself, 0–1.</summary>
    public double BreakerRate { get; init; } = 0.3;

    /// <summary>So many actions must be over before their share counts.</summary>
    public int BreakerLeast { get; init; } = 5;

    /// <summary>Nothing is done at this client.</summary>
    public bool IsKilled { get; init; }

    /// <summary>Nothing is done at any client.</summary>
    public bool IsKilledEverywhere { get; init; }
}
