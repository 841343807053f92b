using System.Globalization;

namespace Soc.Detection.Windows;

/// <summary>Figures in the words of the sentences that analysts read; one culture everywhere.</summary>
public static class Say
{
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"4,510 km".</summary>
    public static string Km(double km) => $"{Number(km)} km";

    /// <summary>"40 minutes", "3 hours", "9 days".</summary>
    public static string Duration(long ms)
    {
        var time = TimeSpan.FromMilliseconds(Math.Abs((double)ms));
        return time.TotalSeconds < 90 ? Count(time.TotalSeconds, "second")
            : time.TotalMinutes < 90 ? Count(time.TotalMinutes, "minute")
            : time.TotalHours < 48 ? Count(time.TotalHours, "hour")
            : Count(time.TotalDays, "day");
    }

    /// <summary>"320 MB".</summary>
    public static string Bytes(long bytes) =>
        bytes >= 1_000_000_000 ? (bytes / 1e9).ToString("N1", CultureInfo.InvariantCulture) + " GB" : Number(bytes / 1e6) + " MB";

    /// <summary>"2026-03-02", UTC.</summary>
    public static string Day(long timeMs) => LocalTime.At(timeMs, TimeZoneInfo.Utc).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>"08:05", in a zone.</summary>
    public static string Clock(long timeMs, TimeZoneInfo zone) => LocalTime.At(timeMs, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"once", "3 times".</summary>
    public static string Times(long count) => count == 1 ? "once" : $"{Number(count)} times";

    private static string Count(double value, string unit)
    {
        var rounded = Math.Max(0, Math.Round(value, MidpointRounding.AwayFromZero));
        return rounded == 1 ? $"1 {unit}" : $"{Number(rounded)} {unit}s";
    }
}
