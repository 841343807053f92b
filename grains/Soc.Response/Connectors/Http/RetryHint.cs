using System.Globalization;

namespace Soc.Response.Connectors.Http;

/// <summary>What a product says of when to come again.</summary>
internal static class RetryHint
{
    /// <summary>Milliseconds; null when it says nothing.</summary>
    public static long? Of(HttpResponseMessage response, DateTimeOffset now)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => FromReset(response, now),
        };
        return wait is { } w ? Math.Max(0, (long)w.TotalMilliseconds) : null;
    }

    // Okta and CrowdStrike tell the second at which the limit is filled up again instead.
    private static TimeSpan? FromReset(HttpResponseMessage response, DateTimeOffset now)
    {
        foreach (var name in (string[])["X-Rate-Limit-Reset", "X-RateLimit-RetryAfter"])
        {
            if (response.Headers.TryGetValues(name, out var values)
                && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            {
                return DateTimeOffset.FromUnixTimeSeconds(seconds) - now;
            }
        }

        return null;
    }
}
