using System.Globalization;
using System.Runtime.InteropServices;

namespace Soc.Gateway.Reports;

/// <summary>From (inclusive) to (exclusive), ms since the epoch.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ReportPeriod(long FromMs, long ToMs)
{
    /// <summary>When nothing is said.</summary>
    public const int DefaultDays = 30;

    /// <summary>Longest period of one report.</summary>
    public const int MaxDays = 400;

    /// <summary>Actions that were proposed so many days after it are still looked at.</summary>
    public const int DaysAfter = 7;

    private const long DayMs = 86_400_000;
    private static readonly string[] LocalForms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF"];
    private static readonly string[] WorldForms = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFzzz"];

    /// <summary>Actions from here on are not looked at, ms since the epoch.</summary>
    public long ActionsToMs => ToMs + (DaysAfter * DayMs);

    /// <summary>
    /// Reads dates and moments on the clock of the client's zone. A date as the beginning is its first moment; as the end the day is still part of it.
    /// </summary>
    /// <param name="problem">Why not, and what to send.</param>
    public static bool TryRead(string? from, string? to, TimeZoneInfo zone, long nowMs, out ReportPeriod period, out string problem)
    {
        period = default;
        problem = "";
        var (fromMs, toMs) = (0L, nowMs);
        if (!string.IsNullOrEmpty(to) && !TryMoment(to, zone, isEnd: true, out toMs))
        {
            problem = Unreadable("to", to);
        }
        else if (string.IsNullOrEmpty(from))
        {
            fromMs = toMs - (DefaultDays * DayMs);
        }
        else if (!TryMoment(from, zone, isEnd: false, out fromMs))
        {
            problem = Unreadable("from", from);
        }

        if (problem.Length == 0 && fromMs >= toMs)
        {
            problem = "from is not before to: a report needs some time between them.";
        }
        else if (problem.Length == 0 && toMs - fromMs > MaxDays * DayMs)
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"The period is longer than {MaxDays} days: ask for less at a time.");
        }

        period = new ReportPeriod(fromMs, toMs);
        return problem.Length == 0;
    }

    private static string Unreadable(string name, string text) =>
        $"{name}='{text}' is no date or moment: use 2026-03-01, 2026-03-01T09:00 (the client's zone) or 2026-03-01T09:00:00Z.";

    private static bool TryMoment(string text, TimeZoneInfo zone, bool isEnd, out long ms)
    {
        ms = 0;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            if (isEnd && day == DateOnly.MaxValue)
            {
                return false;
            }

            ms = InZone((isEnd ? day.AddDays(1) : day).ToDateTime(TimeOnly.MinValue), zone);
            return true;
        }

        if (DateTime.TryParseExact(text, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            ms = InZone(local, zone);
            return true;
        }

        // A plus that was not escaped comes as a space; "Z" is the zone of no offset.
        var world = text.Replace(' ', '+').Replace("Z", "+00:00", StringComparison.Ordinal);
        if (DateTimeOffset.TryParseExact(world, WorldForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
        {
            ms = moment.ToUnixTimeMilliseconds();
            return true;
        }

        return false;
    }

    private static long InZone(DateTime local, TimeZoneInfo zone)
    {
        // A moment inside the hour that summer time skips is met when the hour is over.
        var met = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        var offset = zone.IsAmbiguousTime(met) ? zone.GetAmbiguousTimeOffsets(met).Max() : zone.GetUtcOffset(met);
        return (long)(met - DateTime.UnixEpoch - offset).TotalMilliseconds;
    }
}
