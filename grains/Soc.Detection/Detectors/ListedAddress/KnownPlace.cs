using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.Geo;
using Soc.Model.Entities;

namespace Soc.Detection.Detectors.ListedAddress;

/// <summary>A place where a user was lately, by an address that stands on no list: 24 bytes.</summary>
[GenerateSerializer, Immutable, Alias("soc.state.listed_address.place"), StructLayout(LayoutKind.Auto)]
public readonly record struct KnownPlace
{
    /// <summary>Last seen, ms since the epoch.</summary>
    [Id(0)] public long LastMs { get; init; }

    [Id(1)] public int Asn { get; init; }

    /// <summary>Degrees; NaN unknown.</summary>
    [Id(2)] public float Latitude { get; init; }

    [Id(3)] public float Longitude { get; init; }

    /// <summary>Two upper-case letters, the first in the high byte.</summary>
    [Id(4)] public ushort Country { get; init; }

    public static KnownPlace Of(AddressFacts facts, long atMs) => new()
    {
        LastMs = atMs,
        Asn = facts.Asn,
        Latitude = (float)(facts.Geo?.Latitude ?? double.NaN),
        Longitude = (float)(facts.Geo?.Longitude ?? double.NaN),
        Country = CountryCode.Pack(facts.Geo?.Country),
    };

    /// <summary>The same network in the same town, give or take.</summary>
    public bool IsSameAs(in KnownPlace other) =>
        Country == other.Country && Asn == other.Asn && !(DistanceKm(other) > 50);

    /// <summary>Great-circle distance; NaN when a position is unknown.</summary>
    public double DistanceKm(in KnownPlace other) => GreatCircle.Km(Latitude, Longitude, other.Latitude, other.Longitude);
}
