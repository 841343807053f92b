using Soc.Model.Policies;

namespace Soc.Response.Escalation;

/// <summary>When a client's digest is due: once a day on the clock of its own zone, summer time and its change included.</summary>
public static class DigestClock
{
    private const int MinutesPerHour = 60;

    /// <summary>The first moment after <paramref name="afterMs"/> at which the client's clock shows the minute, ms since the epoch.</summary>
    /// <param name="minute">Minute of the day, 0–1439.</param>
    public static long NextMs(int minute, TimeZoneInfo zone, long afterMs)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var today = DateOnly.FromDateTime(WorkCalendar.LocalOf(zone, afterMs));
        for (var ahead = 0; ; ahead++)
        {
            var at = MomentOf(today.AddDays(ahead).ToDateTime(new TimeOnly(minute / MinutesPerHour, minute % MinutesPerHour)), zone);
            if (at > afterMs)
            {
                return at;
            }
        }
    }

    private static long MomentOf(DateTime local, TimeZoneInfo zone)
    {
        // An hour that summer time skips is over when it would begin; of one that comes twice the first counts.
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset).ToUnixTimeMilliseconds();
    }
}
