using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Soc.Simulator.Demo.Acting;

/// <summary>A PAN-OS firewall's way with an external dynamic list: asks again and again with the tag that it has, and keeps what it has when there is nothing newer.</summary>
internal sealed class EdlPoller : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient _http;
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _polling;
    private string[] _lines = [];
    private string? _tag;

    /// <param name="secret">Of the firewall's own credential, of kind feed.</param>
    public EdlPoller(Uri api, string client, string secret, TimeProvider time)
    {
        _http = new HttpClient { BaseAddress = api, Timeout = TimeSpan.FromSeconds(10) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"firewall:{secret}")));
        (_path, _time) = ($"/feeds/{client}/paloalto/ip.txt", time);
        (Address, Secret) = (new Uri(api, _path), secret);
        _polling = PollAsync();
    }

    public Uri Address { get; }

    public string Secret { get; }

    /// <summary>Answers that said "you have it already" (304).</summary>
    public int Unchanged { get; private set; }

    /// <summary>Lists that were taken.</summary>
    public int Taken { get; private set; }

    /// <summary>The list as the firewall has it now.</summary>
    public IReadOnlyList<string> Lines => Volatile.Read(ref _lines);

    /// <summary>The line of an address; null when it is not blocked.</summary>
    public string? LineOf(string address) => Lines.FirstOrDefault(l => string.Equals(l.Split(' ')[0], address, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _polling;
        _http.Dispose();
        _end.Dispose();
    }

    private async Task PollAsync()
    {
        using var timer = new PeriodicTimer(Every, _time);
        try
        {
            do
            {
                try
                {
                    await AskAsync();
                }
                catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !_end.IsCancellationRequested))
                {
                    // A firewall that reaches nobody keeps what it has, and asks again.
                }
            }
            while (await timer.WaitForNextTickAsync(_end.Token));
        }
        catch (OperationCanceledException)
        {
            // The end of the demo.
        }
    }

    private async Task AskAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _path);
        if (_tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", _tag);
        }

        using var response = await _http.SendAsync(request, _end.Token);
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            Unchanged++;
        }
        else if (response.StatusCode == HttpStatusCode.OK)
        {
            var text = await response.Content.ReadAsStringAsync(_end.Token);
            Volatile.Write(ref _lines, text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            _tag = response.Headers.ETag?.ToString();
            Taken++;
        }
    }
}
