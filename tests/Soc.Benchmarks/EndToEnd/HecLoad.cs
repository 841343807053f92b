using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Soc.Benchmarks.EndToEnd;

/// <summary>Sends prepared requests over a few connections, each again when the server says that it is busy.</summary>
internal sealed class HecLoad : IDisposable
{
    private const int PauseMs = 20;

    private readonly string[] _tokens;
    private readonly HttpClient _http;
    private readonly int _connections;
    private long _busy;

    /// <param name="tokens">HEC tokens by number of the client.</param>
    public HecLoad(Uri hec, string[] tokens, int connections)
    {
        _tokens = tokens;
        _connections = connections;
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = hec, Timeout = TimeSpan.FromSeconds(100) };
    }

    /// <summary>Answers "busy" so far.</summary>
    public long Busy => Volatile.Read(ref _busy);

    /// <summary>Sends all, in order per connection, and returns when the last is acknowledged.</summary>
    /// <param name="eventsPerSecond">No faster than this; infinity: as fast as it goes.</param>
    public async Task SendAsync(IReadOnlyList<HecPost> posts, double eventsPerSecond, CancellationToken cancellationToken)
    {
        var due = new double[posts.Count];
        for (var (i, events) = (0, 0); i < posts.Count; events += posts[i].Events, i++)
        {
            due[i] = events / eventsPerSecond;
        }

        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, _connections).Select(_ => Task.Run(
            async () =>
            {
                for (var i = Interlocked.Increment(ref next); i < posts.Count; i = Interlocked.Increment(ref next))
                {
                    var wait = TimeSpan.FromSeconds(due[i]) - watch.Elapsed;
                    if (wait > TimeSpan.Zero)
                    {
                        await Task.Delay(wait, TimeProvider.System, cancellationToken);
                    }

                    await PostAsync(posts[i], cancellationToken);
                }
            },
            cancellationToken)));
    }

    /// <summary>Sends one request and returns when it is acknowledged, which is when it is durable.</summary>
    /// <exception cref="InvalidOperationException">The server refuses it.</exception>
    public async Task PostAsync(HecPost post, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, post.Path) { Content = new ByteArrayContent(post.Body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Splunk", _tokens[post.Client]);
            if (post.IsGzip)
            {
                request.Content.Headers.ContentEncoding.Add("gzip");
            }

            using var response = await _http.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return;
            }

            if (response.StatusCode is not HttpStatusCode.ServiceUnavailable)
            {
                throw new InvalidOperationException($"HEC answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
            }

            Interlocked.Increment(ref _busy);
            await Task.Delay(TimeSpan.FromMilliseconds(PauseMs), TimeProvider.System, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();
}
