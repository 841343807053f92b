using System.Globalization;

namespace Soc.Model.Policies;

/// <summary>A client's working hours on the clock of its own time zone, with holidays and the change of summer time.</summary>
public static class WorkCalendar
{
    private const int MaxDaysAhead = 400;

    public static DateTime LocalOf(TimeZoneInfo zone, long atMs) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(atMs, 0, 253_000_000_000_000)), zone).DateTime;

    public static bool IsWorkingDay(ClientPolicy policy, DateOnly day) =>
        policy.Hours.Days.Contains((int)day.DayOfWeek) && !IsHoliday(policy, day);

    public static bool IsHoliday(ClientPolicy policy, DateOnly day) =>
        policy.Holidays.Contains(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparer.Ordinal);

    public static bool IsWorkingTime(ClientPolicy policy, TimeZoneInfo zone, long atMs)
    {
        var local = LocalOf(zone, atMs);
        var minute = local.Hour * 60 + local.Minute;
        return IsWorkingDay(policy, DateOnly.FromDateTime(local)) && minute >= policy.Hours.Start && minute < policy.Hours.End;
    }

    /// <summary>Local time at which work next begins; null when the policy has no working day within a year.</summary>
    public static DateTime? NextStart(ClientPolicy policy, TimeZoneInfo zone, long atMs)
    {
        var local = LocalOf(zone, atMs);
        var today = DateOnly.FromDateTime(local);
        for (var ahead = 0; ahead <= MaxDaysAhead; ahead++)
        {
            var day = today.AddDays(ahead);
            var start = day.ToDateTime(TimeOnly.MinValue).AddMinutes(policy.Hours.Start);
            // A start inside the hour that summer time skips is met when the hour is over.
            var met = zone.IsInvalidTime(start) ? start.AddHours(1) : start;
            if (IsWorkingDay(policy, day) && met > local)
            {
                return met;
            }
        }

        return null;
    }
}
