using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Soc.Gateway.Endpoints;

/// <summary>Durations as people and programs write them: ISO 8601 ("PT15M", "P1DT2H"), short ("15m", "1h30m"), or a clock ("00:15:00"). A bare number has no unit and is none.</summary>
internal static partial class Durations
{
    private const int MaxLength = 40;

    /// <summary>The ISO 8601 form.</summary>
    public static string Write(TimeSpan duration) => XmlConvert.ToString(duration);

    public static bool TryRead(string text, out TimeSpan duration)
    {
        duration = default;
        text = text.Trim();
        if (text.Length is 0 or > MaxLength)
        {
            return false;
        }

        return Short().Match(text) is { Success: true } match
            ? TryAdd(match, out duration)
            : text[0] == 'P' ? TryIso(text, out duration) : TimeSpan.TryParseExact(text, [@"hh\:mm\:ss", @"d\.hh\:mm\:ss"], CultureInfo.InvariantCulture, out duration);
    }

    private static bool TryIso(string text, out TimeSpan duration)
    {
        duration = default;

        // A month and a year have no fixed length.
        var days = text.Split('T')[0];
        if (days.AsSpan().IndexOfAny('Y', 'M') >= 0)
        {
            return false;
        }

        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return false;
        }
    }

    private static bool TryAdd(Match match, out TimeSpan duration)
    {
        duration = new TimeSpan(Number("d"), Number("h"), Number("m"), Number("s"));
        return match.Length > 0;

        int Number(string unit) => match.Groups[unit].Success ? int.Parse(match.Groups[unit].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"^(?=[0-9])((?<d>[0-9]{1,5})d)?((?<h>[0-9]{1,5})h)?((?<m>[0-9]{1,5})m)?((?<s>[0-9]{1,5})s)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Short();
}
