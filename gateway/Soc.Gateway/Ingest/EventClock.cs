using System.Globalization;
using Soc.Model.Events;

namespace Soc.Gateway.Ingest;

/// <summary>
/// Judges the time that a record claims. Late events keep theirs; one that lies further ahead than clocks differ would
/// poison every window after it, so that the received time stands and the claim is kept in the message.
/// </summary>
internal static class EventClock
{
    private const int MaxMessageLength = 512;

    /// <summary>The event with a time that can be meant.</summary>
    /// <param name="reason">Why the time was replaced (<see cref="IngestReasons"/>), or null.</param>
    public static SecurityEvent Judge(SecurityEvent e, long receivedMs, long maxFutureMs, out string? reason)
    {
        reason = null;
        if (e.TimeMs <= 0)
        {
            reason = IngestReasons.NoTime;
            return e with { TimeMs = receivedMs };
        }

        if (e.TimeMs - receivedMs <= maxFutureMs)
        {
            return e;
        }

        reason = IngestReasons.FutureTime;
        var message = $"The source gave the time {Words(e.TimeMs)}, which is ahead of its receipt. {e.Message}".TrimEnd();
        return e with { TimeMs = receivedMs, Message = message.Length > MaxMessageLength ? message[..MaxMessageLength] : message };
    }

    private static string Words(long ms) =>
        ms <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : ms.ToString(CultureInfo.InvariantCulture) + " ms";
}
