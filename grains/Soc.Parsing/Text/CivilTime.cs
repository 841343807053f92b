namespace Soc.Parsing.Text;

/// <summary>Calendar to milliseconds since the epoch, without an exception for a date that does not exist.</summary>
internal static class CivilTime
{
    private const int MinYear = 1970;
    private const int MaxYear = 2199;

    public static bool TryToMs(int year, int month, int day, int hour, int minute, int second, int millisecond, int offsetMinutes, out long ms)
    {
        ms = 0;
        if (year is < MinYear or > MaxYear || month is < 1 or > 12 || day < 1 || hour is < 0 or > 23
            || minute is < 0 or > 59 || second is < 0 or > 60 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        var days = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks / TimeSpan.TicksPerDay - DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerDay;
        ms = ((days * 24 + hour) * 60 + minute - offsetMinutes) * 60_000L + second * 1000L + millisecond;

        // The first hours of 1970 east of Greenwich: clocks that were never set.
        return ms >= 0;
    }

    /// <summary>Year of a time in UTC.</summary>
    public static int YearOf(long ms) =>
        ms is > 0 and < 7_258_118_400_000 ? DateTime.UnixEpoch.AddMilliseconds(ms).Year : MinYear;
}
