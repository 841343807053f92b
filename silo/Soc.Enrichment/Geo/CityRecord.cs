using System.Globalization;
using Soc.Model.Entities;

namespace Soc.Enrichment.Geo;

/// <summary>Reads a city record of either schema: the flat one (country_code, city, latitude, longitude) or the nested one (country.iso_code, city.names.en, location).</summary>
internal static class CityRecord
{
    /// <summary>Radius assumed where a database gives none, km: databases disagree on a city by tens of km.</summary>
    public const double DefaultRadiusKm = 50;

    /// <summary>Smallest radius believed, km: a database may be surer than databases agree.</summary>
    public const double MinRadiusKm = 20;

    /// <summary>Null when the record says neither a country nor a position.</summary>
    public static GeoPoint? Read(Dictionary<string, object> record) =>
        record.ContainsKey("country_code") ? Flat(record) : Nested(record);

    private static GeoPoint? Flat(Dictionary<string, object> r) =>
        Point(Text(r, "country_code"), Text(r, "city"), Number(r, "latitude"), Number(r, "longitude"), double.NaN);

    private static GeoPoint? Nested(Dictionary<string, object> r)
    {
        var country = Map(r, "country") ?? Map(r, "registered_country");
        var location = Map(r, "location");
        var names = Map(r, "city") is { } city ? Map(city, "names") : null;
        return Point(
            country is null ? null : Text(country, "iso_code"),
            names is null ? null : Text(names, "en"),
            location is null ? double.NaN : Number(location, "latitude"),
            location is null ? double.NaN : Number(location, "longitude"),
            location is null ? double.NaN : Number(location, "accuracy_radius"));
    }

    private static GeoPoint? Point(string? country, string? city, double latitude, double longitude, double radiusKm)
    {
        country = country is { Length: 2 } && !string.Equals(country, "ZZ", StringComparison.OrdinalIgnoreCase) ? country.ToUpperInvariant() : null;
        var isPlace = latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180 && (latitude != 0 || longitude != 0);
        if (country is null && !isPlace)
        {
            return null;
        }

        var radius = double.IsNaN(radiusKm) ? DefaultRadiusKm : Math.Max(radiusKm, MinRadiusKm);
        return new GeoPoint(country, city, isPlace ? latitude : double.NaN, isPlace ? longitude : double.NaN, radius);
    }

    private static string? Text(Dictionary<string, object> r, string name) =>
        r.TryGetValue(name, out var value) && value is string { Length: > 0 } text ? text : null;

    private static double Number(Dictionary<string, object> r, string name) =>
        r.TryGetValue(name, out var value) && value is double or float or int or long or uint or ushort
            ? Convert.ToDouble(value, CultureInfo.InvariantCulture)
            : double.NaN;

    private static Dictionary<string, object>? Map(Dictionary<string, object> r, string name) =>
        r.TryGetValue(name, out var value) ? value as Dictionary<string, object> : null;
}
