using System.Globalization;
using Soc.Model.Entities;

namespace Soc.Enrichment.Geo;

/// <summary>Reads a city record of either schema: the flat one (country_code, city, latitude, longitude) or the nested one (country.iso_code, city.names.en, location).</summary>
internal static class CityRecord
{
    public static GeoPoint? Read(Dictionary<string, object> record) =>
        record.ContainsKey("country_code") ? Flat(record) : Nested(record);

    private static GeoPoint Flat(Dictionary<string, object> r) =>
        new(Text(r, "country_code"), Text(r, "city"), Number(r, "latitude"), Number(r, "longitude"), GeoDatabases.DefaultRadiusKm);

    private static GeoPoint? Nested(Dictionary<string, object> r)
    {
        var country = Map(r, "country") ?? Map(r, "registered_country");
        var location = Map(r, "location");
        var names = Map(r, "city") is { } city ? Map(city, "names") : null;
        if (country is null && location is null)
        {
            return null;
        }

        var radius = location is null ? double.NaN : Number(location, "accuracy_radius");
        return new GeoPoint(
            country is null ? null : Text(country, "iso_code"),
            names is null ? null : Text(names, "en"),
            location is null ? double.NaN : Number(location, "latitude"),
            location is null ? double.NaN : Number(location, "longitude"),
            double.IsNaN(radius) ? GeoDatabases.DefaultRadiusKm : radius);
    }

    private static string? Text(Dictionary<string, object> r, string name) =>
        r.TryGetValue(name, out var value) && value is string { Length: > 0 } text ? text : null;

    private static double Number(Dictionary<string, object> r, string name) =>
        r.TryGetValue(name, out var value) && value is IConvertible and not string ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : double.NaN;

    private static Dictionary<string, object>? Map(Dictionary<string, object> r, string name) =>
        r.TryGetValue(name, out var value) ? value as Dictionary<string, object> : null;
}
