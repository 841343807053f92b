using Orleans;

namespace Soc.Model.Entities;

/// <summary>What the snapshots in memory say of an address at the moment the pump reads an event.</summary>
[GenerateSerializer, Immutable, Alias("soc.AddressFacts")]
public sealed record AddressFacts
{
    /// <summary>For an event without an address.</summary>
    public static readonly AddressFacts None = new();

    /// <summary>Canonical text, null when the event has no address.</summary>
    [Id(0)] public string? Ip { get; init; }

    [Id(1)] public EgressClass Egress { get; init; }

    /// <summary>Null when there is no geo database, or the address is not in it.</summary>
    [Id(2)] public GeoPoint? Geo { get; init; }

    /// <summary>Autonomous system number; 0 unknown.</summary>
    [Id(3)] public int Asn { get; init; }

    [Id(4)] public string? AsnName { get; init; }

    /// <summary>Name of a known service that sends from here ("Power BI", "iCloud Private Relay"), where a list says so.</summary>
    [Id(5)] public string? ServiceName { get; init; }

    /// <summary>Listings, at most 8, strongest first.</summary>
    [Id(6)] public IndicatorHit[] Indicators { get; init; } = [];

    /// <summary>Address prefix (/24 for IPv4, /48 for IPv6) as a number: same network, no travel. 0 without an address.</summary>
    [Id(7)] public ulong NetworkHash { get; init; }

    /// <summary>False when no geo database is loaded: evidence says so instead of guessing.</summary>
    [Id(8)] public bool GeoAvailable { get; init; }

    /// <summary>The client's own VPN exit: whoever comes from here can be anywhere.</summary>
    [Id(9)] public bool IsClientVpn { get; init; }

    /// <summary>The egress class is a guess from the network's registered name, not knowledge: it weighs less as evidence.</summary>
    [Id(10)] public bool IsEgressGuessed { get; init; }
}
