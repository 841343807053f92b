using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Soc.Benchmarks.EndToEnd;

/// <summary>
/// Attacks while the load goes on, timed from the acknowledgement of the request to the incident on the live stream.
/// </summary>
internal sealed class Triggers(ProductProcess product, HecLoad load, int clients)
{
    private static readonly TimeSpan LastWithin = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, long> _acknowledged = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _seen = new(StringComparer.Ordinal);

    /// <summary>Milliseconds from acknowledgement to the live stream, sorted, of those that came; and how many were sent.</summary>
    public (List<double> TookMs, int Sent) Results()
    {
        var took = _acknowledged
            .Where(a => _seen.ContainsKey(a.Key))
            .Select(a => Math.Max(0, Stopwatch.GetElapsedTime(a.Value, _seen[a.Key]).TotalMilliseconds))
            .Order()
            .ToList();
        return (took, _acknowledged.Count);
    }

    /// <summary>Sends <paramref name="count"/> attacks, one each <paramref name="every"/>, and waits a while for the last.</summary>
    public async Task RunAsync(int count, TimeSpan every, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var listener = ListenAsync(listening, end.Token);
        await listening.Task.WaitAsync(cancellationToken);
        using (var timer = new PeriodicTimer(every, TimeProvider.System))
        {
            for (var i = 0; i < count; i++)
            {
                var attack = Attack.Of(i, clients);
                await load.PostAsync(attack.Post, cancellationToken);
                _acknowledged[attack.Upn] = Stopwatch.GetTimestamp();
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }

        var from = Stopwatch.GetTimestamp();
        while (_seen.Count < count && Stopwatch.GetElapsedTime(from) < LastWithin)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }

        await end.CancelAsync();
        await listener;
    }

    private async Task ListenAsync(TaskCompletionSource listening, CancellationToken cancellationToken)
    {
        try
        {
            using var http = new HttpClient { BaseAddress = product.Api, Timeout = Timeout.InfiniteTimeSpan };
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/live");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", product.AdminKey);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            response.EnsureSuccessStatusCode();
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken), Encoding.UTF8);
            var type = "";
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.StartsWith("event:", StringComparison.Ordinal))
                {
                    type = line[6..].Trim();
                    listening.TrySetResult();
                }
                else if (line.StartsWith("data:", StringComparison.Ordinal) && string.Equals(type, "incident", StringComparison.Ordinal))
                {
                    Note(line.AsMemory(5), Stopwatch.GetTimestamp());
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The end of the measurement.
        }
        catch (HttpRequestException e)
        {
            listening.TrySetException(e);
        }
    }

    private void Note(ReadOnlyMemory<char> json, long at)
    {
        using var incident = JsonDocument.Parse(json);
        foreach (var entity in incident.RootElement.GetProperty("entities").EnumerateArray())
        {
            if (entity.GetProperty("kind").ValueEquals("user"))
            {
                _seen.TryAdd(entity.GetProperty("key").GetString()!, at);
            }
        }
    }
}
