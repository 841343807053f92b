using System.Text.Json;

namespace Soc.Enrichment.Indicators;

/// <summary>Reads members of JSON that strangers wrote: of another type, or broken inside a string, is the same as absent.</summary>
internal static class JsonText
{
    /// <summary>The string, or the digits of a number; null for anything else.</summary>
    public static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) ? Text(value) : null;

    /// <inheritdoc cref="Text(JsonElement, string)"/>
    public static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are no UTF-8.
            return null;
        }
    }

    /// <summary>A number, also one written as a string; null for anything else.</summary>
    public static double? Number(JsonElement item, string name) =>
        double.TryParse(Text(item, name), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The first string of a list; null when there is none.</summary>
    public static string? First(JsonElement item, string name) =>
        TryArray(item, name, out var list) && list.GetArrayLength() > 0 ? Text(list[0]) : null;

    public static bool IsTrue(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static bool TryArray(JsonElement item, string name, out JsonElement array)
    {
        array = default;
        return item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out array) && array.ValueKind == JsonValueKind.Array;
    }
}
