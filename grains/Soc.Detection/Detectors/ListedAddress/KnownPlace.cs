using System.Runtime.InteropServices;
using Orleans;
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
        Country = PackCountry(facts.Geo?.Country),
    };

    /// <summary>0 for anything that is not two characters.</summary>
    public static ushort PackCountry(string? country) =>
        country is { Length: 2 } ? (ushort)(((country[0] & 0xff) << 8) | (country[1] & 0xff)) : (ushort)0;

    public static string CountryText(ushort packed) => packed == 0 ? "?" : string.Create(2, packed, static (text, value) =>
    {
        text[0] = (char)(value >> 8);
        text[1] = (char)(value & 0xff);
    });

    /// <summary>The same network in the same town, give or take.</summary>
    public bool IsSameAs(in KnownPlace other) =>
        Country == other.Country && Asn == other.Asn && !(DistanceKm(other) > 50);

    /// <summary>Great-circle distance; NaN when a position is unknown.</summary>
    public double DistanceKm(in KnownPlace other)
    {
        const double EarthRadiusKm = 6371;
        var latitude = double.DegreesToRadians(other.Latitude - Latitude);
        var longitude = double.DegreesToRadians(other.Longitude - Longitude);
        var a = Math.Pow(Math.Sin(latitude / 2), 2)
            + (Math.Cos(double.DegreesToRadians(Latitude)) * Math.Cos(double.DegreesToRadians(other.Latitude)) * Math.Pow(Math.Sin(longitude / 2), 2));
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(a)));
    }
}
