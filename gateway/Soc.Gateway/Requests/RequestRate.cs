using System.Globalization;
using System.Threading.RateLimiting;
using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints;

namespace Soc.Gateway.Requests;

/// <summary>
/// How often one credential may call the API: a bucket of tokens that fills by the second, so that a short burst is free
/// and a loop gone wild is slowed without touching others. Says so in RateLimit-Policy and RateLimit (the draft of the IETF
/// working group httpapi): q requests in w seconds, r left now.
/// </summary>
internal sealed class RequestRate : IDisposable
{
    private const int WindowSeconds = 60;

    private readonly string _policy;
    private readonly PartitionedRateLimiter<Credential> _limiter;

    /// <exception cref="InvalidOperationException">The setting makes no sense; the message says what to change.</exception>
    public RequestRate(GatewayOptions options)
    {
        var perMinute = options.RequestsPerMinute;
        if (perMinute is < 1 or > 10_000_000)
        {
            throw new InvalidOperationException($"{GatewayOptions.Section}:RequestsPerMinute is {perMinute}: use 1 to 10,000,000.");
        }

        _policy = string.Create(CultureInfo.InvariantCulture, $"\"credential\";q={perMinute};w={WindowSeconds}");

        // A second's worth at a time; below one a second, one at a time.
        var perPeriod = (perMinute + WindowSeconds - 1) / WindowSeconds;
        var period = TimeSpan.FromSeconds((double)WindowSeconds * perPeriod / perMinute);
        _limiter = PartitionedRateLimiter.Create<Credential, string>(
            credential => RateLimitPartition.GetTokenBucketLimiter(credential.Id, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = perPeriod,
                ReplenishmentPeriod = period,
                QueueLimit = 0,
            }),
            StringComparer.Ordinal);
    }

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is null || http.Features.Get<Credential>() is not { } credential)
        {
            await next(http);
            return;
        }

        using var lease = _limiter.AttemptAcquire(credential);
        var left = _limiter.GetStatistics(credential)?.CurrentAvailablePermits ?? 0;
        http.Response.OnStarting(() =>
        {
            // At the last moment, since an answer to a failure begins with empty headers.
            http.Response.Headers["RateLimit-Policy"] = _policy;
            http.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"credential\";r={left}");
            return Task.CompletedTask;
        });
        if (lease.IsAcquired)
        {
            await next(http);
            return;
        }

        var waitSeconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
        http.Response.Headers.RetryAfter = waitSeconds.ToString(CultureInfo.InvariantCulture);
        await Problems.TooMany(waitSeconds).ExecuteAsync(http);
    }

    public void Dispose() => _limiter.Dispose();
}
