namespace Soc.Model.Entities;

/// <summary>What kind of network an address belongs to; decides how much a place on the map means.</summary>
public enum EgressClass
{
    Unknown = 0,
    /// <summary>RFC 1918 and the like: no place on a map.</summary>
    Private = 1,
    Residential = 2,
    Mobile = 3,
    Business = 4,
    /// <summary>The client's own declared egress: offices, corporate VPN concentrators.</summary>
    KnownEgress = 5,
    Hosting = 6,
    CommercialVpn = 7,
    PrivacyRelay = 8,
    /// <summary>Satellite and in-flight: the gateway can be a continent away.</summary>
    Satellite = 9,
    Tor = 10,
}
