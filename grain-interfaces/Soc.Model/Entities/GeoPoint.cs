using Orleans;

namespace Soc.Model.Entities;

/// <summary>Where an address is thought to be.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, upper case.</param>
/// <param name="City">Name, or null when only the country is known.</param>
/// <param name="Latitude">Degrees, −90…90; NaN when unknown.</param>
/// <param name="Longitude">Degrees, −180…180; NaN when unknown.</param>
/// <param name="RadiusKm">Accuracy radius in km; the reader fills in a floor where the database has none.</param>
[GenerateSerializer, Immutable, Alias("soc.GeoPoint")]
public sealed record GeoPoint(
    [property: Id(0)] string? Country,
    [property: Id(1)] string? City,
    [property: Id(2)] double Latitude,
    [property: Id(3)] double Longitude,
    [property: Id(4)] double RadiusKm)
{
    /// <summary>False when only a country, or nothing, is known.</summary>
    public bool HasPosition => !double.IsNaN(Latitude) && !double.IsNaN(Longitude);
}
