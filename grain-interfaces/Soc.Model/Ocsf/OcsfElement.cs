using System.Text.Json;

namespace Soc.Model.Ocsf;

/// <summary>Forgiving reads of a parsed document: what is missing or of another type is null or 0.</summary>
internal static class OcsfElement
{
    private const int MaxTextChars = 2048;

    public static JsonElement Child(this JsonElement e, ReadOnlySpan<byte> name)
    {
        if (e.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        try
        {
            return e.TryGetProperty(name, out var value) ? value : default;
        }
        catch (InvalidOperationException)
        {
            return OneByOne(e, name);
        }
    }

    /// <summary>Where one name of the object is no text (half a surrogate pair), so that a search over all of them throws.</summary>
    private static JsonElement OneByOne(JsonElement e, ReadOnlySpan<byte> name)
    {
        var found = default(JsonElement);
        foreach (var property in e.EnumerateObject())
        {
            try
            {
                found = property.NameEquals(name) ? property.Value : found;
            }
            catch (InvalidOperationException)
            {
                // That one.
            }
        }

        return found;
    }

    public static JsonElement First(this JsonElement e, ReadOnlySpan<byte> name)
    {
        var list = e.Child(name);
        return list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 ? list[0] : default;
    }

    public static bool Has(this JsonElement e, ReadOnlySpan<byte> name) => e.Child(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public static string? Text(this JsonElement e, ReadOnlySpan<byte> name) => e.Child(name).Text();

    public static string? Text(this JsonElement e)
    {
        try
        {
            var text = e.ValueKind switch
            {
                JsonValueKind.String => e.GetString(),
                JsonValueKind.Number => e.GetRawText(),
                _ => null,
            };
            return string.IsNullOrEmpty(text) ? null : text.Length > MaxTextChars ? text[..MaxTextChars] : text;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8.
            return null;
        }
    }

    public static long Number(this JsonElement e, ReadOnlySpan<byte> name)
    {
        var value = e.Child(name);
        return value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
            JsonValueKind.Number when value.TryGetDouble(out var real) && Math.Abs(real) < 9e18 => (long)real,
            JsonValueKind.String when long.TryParse(value.Text(), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => 0,
        };
    }

    public static int Int(this JsonElement e, ReadOnlySpan<byte> name) => (int)Math.Clamp(e.Number(name), int.MinValue, int.MaxValue);

    public static bool? Flag(this JsonElement e, ReadOnlySpan<byte> name) => e.Child(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
