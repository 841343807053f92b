using System.Globalization;
using System.Text;
using Soc.Model.Entities;
using Soc.Model.Incidents;

namespace Soc.Gateway.Endpoints;

/// <summary>Names and times as the API writes them: snake_case enums, ISO 8601 in UTC.</summary>
internal static class Wire
{
    public static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        var name = value.ToString();
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    public static bool TryVerdict(string? name, out Verdict verdict) => TryEnum(name, out verdict);

    public static bool TryStatus(string? name, out IncidentStatus status) => TryEnum(name, out status);

    public static string Time(long ms) =>
        DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>Null for 0: it has not happened.</summary>
    public static string? TimeOrNull(long ms) => ms == 0 ? null : Time(ms);

    /// <summary>ISO 8601 (UTC when it names no zone), or milliseconds since the epoch.</summary>
    public static bool TryTime(string? text, out long ms)
    {
        ms = 0;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ms))
        {
            return true;
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return false;
        }

        ms = time.ToUnixTimeMilliseconds();
        return true;
    }

    public static EntityDto Entity(EntityKey key) => new(EntityKey.KindName(key.Kind), key.Value);

    private static bool TryEnum<TEnum>(string? name, out TEnum value)
        where TEnum : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<TEnum>())
        {
            if (string.Equals(Name(candidate), name, StringComparison.Ordinal))
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }
}
