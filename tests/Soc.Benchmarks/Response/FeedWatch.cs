using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Soc.Benchmarks.Response;

/// <summary>A firewall that asks for its client's list more often than any does.</summary>
/// <param name="http">Of the gateway.</param>
/// <param name="client">Whose list it is.</param>
/// <param name="key">Its credential.</param>
internal sealed class FeedWatch(HttpClient http, string client, string key)
{
    public static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>So long it is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Asks until the address is on the list.</summary>
    /// <returns>Milliseconds since <paramref name="since"/>; null when it does not come.</returns>
    public async Task<double?> UntilThereAsync(string ip, long since, CancellationToken cancellationToken)
    {
        EntityTagHeaderValue? tag = null;
        while (Stopwatch.GetElapsedTime(since) < Patience)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/feeds/{client}/plain/ip.txt");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            if (tag is not null)
            {
                request.Headers.IfNoneMatch.Add(tag);
            }

            using var response = await http.SendAsync(request, cancellationToken);
            var tookMs = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            if (response.StatusCode == HttpStatusCode.OK)
            {
                tag = response.Headers.ETag;
                if ((await response.Content.ReadAsStringAsync(cancellationToken)).Split('\n').Any(l => l.Trim() == ip))
                {
                    return tookMs;
                }
            }
            else if (response.StatusCode is not (HttpStatusCode.NotModified or HttpStatusCode.ServiceUnavailable))
            {
                throw new InvalidOperationException($"The feed answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
            }

            await Task.Delay(PollEvery, TimeProvider.System, cancellationToken);
        }

        return null;
    }
}
