namespace Soc.Detection.Windows;

/// <summary>Event time in a client's zone, for any number that comes.</summary>
public static class LocalTime
{
    private static readonly long MinMs = DateTimeOffset.UnixEpoch.ToUnixTimeMilliseconds();
    private static readonly long MaxMs = DateTimeOffset.MaxValue.AddDays(-2).ToUnixTimeMilliseconds();

    public static DateTimeOffset At(long timeMs, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(timeMs, MinMs, MaxMs)), zone);
}
