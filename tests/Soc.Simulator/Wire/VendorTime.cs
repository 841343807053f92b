using System.Globalization;

namespace Soc.Simulator.Wire;

/// <summary>Times as vendors write them.</summary>
internal static class VendorTime
{
    public static string Iso(long ms) => At(ms).ToString("yyyy-MM-ddTHH:mm:ss.fff0000Z", CultureInfo.InvariantCulture);

    public static string Millis(long ms) => At(ms).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    public static string Slashes(long ms) => At(ms).ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Offset(long ms) => At(ms).ToString("yyyy-MM-ddTHH:mm:ss.fff+00:00", CultureInfo.InvariantCulture);

    public static string Rfc3164(long ms)
    {
        var at = At(ms);
        return string.Create(CultureInfo.InvariantCulture, $"{at:MMM} {at.Day,2} {at:HH:mm:ss}");
    }

    public static string Date(long ms) => At(ms).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Clock(long ms) => At(ms).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
