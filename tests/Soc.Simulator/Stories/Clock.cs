using Soc.Simulator.Estate;

namespace Soc.Simulator.Stories;

/// <summary>Times of a story.</summary>
internal static class Clock
{
    public const long SecondMs = 1_000;
    public const long MinuteMs = 60_000;
    public const long HourMs = 3_600_000;
    public const long DayMs = OrdinaryLife.DayMs;

    public static long At(long dayMs, int hour, int minute, int second = 0) => dayMs + (hour * HourMs) + (minute * MinuteMs) + (second * SecondMs);

    public static bool IsWeekday(long dayMs) => DateTimeOffset.FromUnixTimeMilliseconds(dayMs).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    public static long Midnight(long ms) => ms - (ms % DayMs);

    /// <summary>The last weekday before the day of <paramref name="nowMs"/>: midnight UTC, ms since the epoch.</summary>
    public static long StoryDay(long nowMs)
    {
        var day = Midnight(nowMs) - DayMs;
        while (!IsWeekday(day))
        {
            day -= DayMs;
        }

        return day;
    }
}
