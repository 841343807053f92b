using System.Net;
using System.Net.Http.Headers;

namespace Soc.Chaos.Tests;

/// <summary>A shipper that knows only what was acknowledged: everything else it sends again, in order.</summary>
internal sealed class Sender : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    private readonly HttpClient _http;
    private int _acknowledged;
    private int _limit = int.MaxValue;

    public Sender(Uri address)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Splunk", GatewayProcess.HecToken);
    }

    /// <summary>Requests acknowledged so far.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>So many requests are sent, and no more until this grows: so that what a test does happens in the middle of the load.</summary>
    public int Limit
    {
        get => Volatile.Read(ref _limit);
        set => Volatile.Write(ref _limit, value);
    }

    /// <summary>Sizes of requests that were cut off in the middle: perhaps received, perhaps not.</summary>
    public List<int> Unknown { get; } = [];

    public async Task SendAsync(IEnumerable<Request> requests, CancellationToken cancellationToken)
    {
        foreach (var request in requests)
        {
            while (_acknowledged >= Limit || !await IsAcknowledgedAsync(request, cancellationToken))
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }

            Interlocked.Increment(ref _acknowledged);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> IsAcknowledgedAsync(Request request, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(request.Body);
        try
        {
            using var response = await _http.PostAsync("/services/collector/event", content, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return true;
            }

            return response.StatusCode is HttpStatusCode.ServiceUnavailable
                ? false
                : throw new InvalidOperationException($"HEC answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return false;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Unknown.Add(request.Records.Count);
            return false;
        }
    }
}
