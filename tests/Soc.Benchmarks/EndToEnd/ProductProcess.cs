using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Soc.Benchmarks.Running;

namespace Soc.Benchmarks.EndToEnd;

/// <summary>The product as its users run it: Soc.Gateway in a process of its own, on free ports and an empty data folder.</summary>
internal sealed class ProductProcess : IAsyncDisposable
{
    private const int KeptLines = 20;
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly TempFolder _data = new();
    private readonly Queue<string> _lastLines = new();
    private readonly HttpClient _api;

    private ProductProcess()
    {
        var (api, hec, key) = (FreePort.Next(), FreePort.Next(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        Api = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{api}"));
        Hec = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{hec}"));
        AdminKey = key;
        _api = new HttpClient { BaseAddress = Api, Timeout = TimeSpan.FromSeconds(60) };
        _api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        Child = ChildProgram.Start("dotnet", [DllPath], Environment(api, hec, key), Keep);
    }

    public static string DllPath { get; } = Path.Combine(RepositoryRoot.Path, "artifacts", "bin", "Soc.Gateway", "release", "Soc.Gateway.dll");

    public Uri Api { get; }

    public Uri Hec { get; }

    public string AdminKey { get; }

    public ChildProgram Child { get; }

    /// <summary>Starts it and waits until it takes events.</summary>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in a minute; with what it said.</exception>
    public static async Task<ProductProcess> StartAsync(CancellationToken cancellationToken)
    {
        var product = new ProductProcess();
        var started = TimeProvider.System.GetTimestamp();
        while (!product.Child.Process.HasExited && TimeProvider.System.GetElapsedTime(started) < StartWithin)
        {
            try
            {
                await product.BacklogAsync(cancellationToken);
                return product;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(LookEvery, TimeProvider.System, cancellationToken);
            }
        }

        var said = product.LastLines();
        await product.DisposeAsync();
        throw new InvalidOperationException($"The gateway did not get ready: {said}");
    }

    /// <summary>Makes a client with default policy.</summary>
    /// <returns>A HEC token of it.</returns>
    public Task<string> AddClientAsync(string client, CancellationToken cancellationToken) => ProductApi.AddClientAsync(_api, client, cancellationToken);

    /// <summary>Makes a client with this policy.</summary>
    /// <returns>A HEC token of it, and a credential for its feeds.</returns>
    public async Task<(string Hec, string Feed)> AddClientAsync(string client, object policy, CancellationToken cancellationToken) =>
        (await ProductApi.AddClientAsync(_api, client, policy, cancellationToken), await ProductApi.IssueAsync(_api, client, "feed", cancellationToken));

    /// <summary>Gives a client another policy.</summary>
    public async Task SetPolicyAsync(string client, object policy, CancellationToken cancellationToken)
    {
        using var answer = await _api.PutAsJsonAsync($"/api/v1/clients/{client}", policy, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Entries that are durable and not applied yet.</summary>
    public async Task<long> BacklogAsync(CancellationToken cancellationToken) =>
        (await _api.GetFromJsonAsync<JsonElement>("/health/ready", cancellationToken)).GetProperty("backlog").GetInt64();

    public async Task<PrometheusText> MetricsAsync(CancellationToken cancellationToken) =>
        new(await _api.GetStringAsync("/metrics", cancellationToken));

    /// <summary>Waits until everything acknowledged is applied.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (await BacklogAsync(cancellationToken) > 0)
        {
            await Task.Delay(LookEvery, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>What it said last.</summary>
    public string LastLines()
    {
        lock (_lastLines)
        {
            return string.Join(" | ", _lastLines);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await Child.DisposeAsync();
        _data.Dispose();
    }

    private Dictionary<string, string> Environment(int api, int hec, string key) => new(StringComparer.Ordinal)
    {
        ["SOC_ADMIN_KEY"] = key,
        ["SOC_DATA"] = _data.Path,
        ["Soc__Silo__DataDirectory"] = _data.Path,
        ["Soc__Gateway__ApiPort"] = api.ToString(CultureInfo.InvariantCulture),
        ["Soc__Gateway__HecPort"] = hec.ToString(CultureInfo.InvariantCulture),
        ["Soc__Syslog__Port"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
        ["Soc__Enrichment__Directory"] = System.Environment.GetEnvironmentVariable("SOC_GEO") ?? Path.Combine(RepositoryRoot.Path, "data", "geo"),
        ["Logging__LogLevel__Default"] = "Warning",
    };

    private void Keep(string line)
    {
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > KeptLines)
            {
                _lastLines.Dequeue();
            }
        }
    }
}
