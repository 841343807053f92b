using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Soc.Gateway.Endpoints.Rules;

/// <summary>Minutes of a day as people write them: "18:00".</summary>
internal static class ClockText
{
    [return: NotNullIfNotNull(nameof(minute))]
    public static string? Write(int? minute) =>
        minute is { } m ? string.Create(CultureInfo.InvariantCulture, $"{m / 60:00}:{m % 60:00}") : null;

    /// <summary>The minute, or null; what is no time of day is named in <paramref name="problems"/>.</summary>
    public static int? Read(string? text, string field, Dictionary<string, string[]> problems)
    {
        if (text is null)
        {
            return null;
        }

        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time.Hour * 60 + time.Minute;
        }

        problems[field] = [$"'{text}' is no time of day: use HH:mm, 00:00 to 23:59."];
        return null;
    }
}
