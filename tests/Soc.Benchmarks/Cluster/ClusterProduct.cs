using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Soc.Benchmarks.EndToEnd;
using Soc.Benchmarks.Running;

namespace Soc.Benchmarks.Cluster;

/// <summary>`./soc up --cluster N` on free ports and an empty folder: silos and a gateway as processes, Redis, PostgreSQL, and Kafka's mock cluster.</summary>
internal sealed partial class ClusterProduct : IAsyncDisposable
{
    public const int Partitions = 48;

    private const int KeptLines = 40;
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly TempFolder _data = new();
    private readonly ConcurrentQueue<string> _lastLines = new();
    private readonly ConcurrentBag<Process> _programs = [];
    private readonly ConcurrentDictionary<int, Process> _silos = new();
    private readonly HttpClient _api;
    private readonly ChildProgram _script;
    private readonly int _firstHttpPort = FreePort.Next();

    private ClusterProduct(int silos, bool isSpread)
    {
        Silos = silos;
        var (api, hec) = (FreePort.Next(), FreePort.Next());
        Hec = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{hec}"));
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        _api = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{api}")), Timeout = TimeSpan.FromSeconds(60) };
        _api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        _script = ChildProgram.Start("bash", [Path.Combine(RepositoryRoot.Path, "scripts", "cluster.sh"), silos.ToString(CultureInfo.InvariantCulture)], Environment(api, hec, key, isSpread), Keep);
    }

    public int Silos { get; }

    public Uri Hec { get; }

    /// <exception cref="InvalidOperationException">It was not ready in time; with what it said.</exception>
    public static async Task<ClusterProduct> StartAsync(int silos, bool isSpread, CancellationToken cancellationToken)
    {
        var cluster = new ClusterProduct(silos, isSpread);
        var started = TimeProvider.System.GetTimestamp();
        while (!cluster._script.Process.HasExited && TimeProvider.System.GetElapsedTime(started) < StartWithin)
        {
            if (await cluster.IsReadyAsync(cancellationToken))
            {
                return cluster;
            }

            await Task.Delay(LookEvery, TimeProvider.System, cancellationToken);
        }

        var said = string.Join(" | ", cluster._lastLines);
        await cluster.DisposeAsync();
        throw new InvalidOperationException($"The cluster did not get ready: {said}");
    }

    /// <summary>Makes a client with default policy.</summary>
    /// <returns>A HEC token of it.</returns>
    public Task<string> AddClientAsync(string client, CancellationToken cancellationToken) => ProductApi.AddClientAsync(_api, client, cancellationToken);

    /// <summary>CPU seconds of the gateway and the silos so far; not of Redis, PostgreSQL and the broker.</summary>
    public double CpuSeconds() => _programs.Where(p => !p.HasExited).Sum(p =>
    {
        p.Refresh();
        return p.TotalProcessorTime.TotalSeconds;
    });

    /// <summary>Readings of the silos that answer.</summary>
    public async Task<IReadOnlyList<PrometheusText>> MetricsAsync(CancellationToken cancellationToken)
    {
        var readings = new List<PrometheusText>();
        for (var silo = 0; silo < Silos; silo++)
        {
            try
            {
                readings.Add(new PrometheusText(await _api.GetStringAsync(SiloUri(silo, "/metrics"), cancellationToken)));
            }
            catch (HttpRequestException)
            {
                // Killed.
            }
        }

        return readings;
    }

    /// <summary>SIGKILL of a silo.</summary>
    public void Kill(int silo) => _silos[silo + 1].Kill();

    /// <summary>Partitions that are read by a silo, and what they have not applied.</summary>
    public async Task<(int Partitions, long Backlog)> ReadAsync(CancellationToken cancellationToken)
    {
        var (partitions, backlog) = (0, 0L);
        for (var silo = 0; silo < Silos; silo++)
        {
            try
            {
                var health = await _api.GetFromJsonAsync<JsonElement>(SiloUri(silo, "/health/ready"), cancellationToken);
                partitions += health.GetProperty("partitions").GetArrayLength();
                backlog += health.GetProperty("backlog").GetInt64();
            }
            catch (HttpRequestException)
            {
                // Not there yet, or killed.
            }
        }

        return (partitions, backlog);
    }

    public ValueTask DisposeAsync()
    {
        _api.Dispose();

        // Nothing of it is needed any more.
        _script.Process.Kill(entireProcessTree: true);
        _script.Process.WaitForExit(StopWithin);
        _script.Process.Dispose();
        foreach (var program in _programs)
        {
            program.Dispose();
        }

        _data.Dispose();
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex(@"^\e?\[?1?m?(?:Silo (?<silo>\d+)|Gateway):.*process (?<id>\d+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Started();

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var gateway = await _api.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            var (partitions, _) = await ReadAsync(cancellationToken);
            return gateway.IsSuccessStatusCode && partitions == Partitions && await AllReadAsync(cancellationToken);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<bool> AllReadAsync(CancellationToken cancellationToken)
    {
        for (var silo = 0; silo < Silos; silo++)
        {
            var health = await _api.GetFromJsonAsync<JsonElement>(SiloUri(silo, "/health/ready"), cancellationToken);
            if (health.GetProperty("partitions").GetArrayLength() == 0)
            {
                return false;
            }
        }

        return true;
    }

    private Uri SiloUri(int silo, string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_firstHttpPort + silo}{path}"));

    private Dictionary<string, string> Environment(int api, int hec, string key, bool isSpread) => new(StringComparer.Ordinal)
    {
        ["SOC_ADMIN_KEY"] = key,
        ["SOC_DATA"] = _data.Path,
        ["SOC_CLUSTER_PARTITIONS"] = Partitions.ToString(CultureInfo.InvariantCulture),
        ["SOC_CLUSTER_POSTGRES_PORT"] = Port(),
        ["SOC_CLUSTER_REDIS_PORT"] = Port(),
        ["SOC_CLUSTER_HTTP_PORT"] = _firstHttpPort.ToString(CultureInfo.InvariantCulture),
        ["SOC_CLUSTER_SILO_PORT"] = Port(),
        ["SOC_CLUSTER_CLIENT_PORT"] = Port(),
        ["Soc__Gateway__ApiPort"] = api.ToString(CultureInfo.InvariantCulture),
        ["Soc__Gateway__HecPort"] = hec.ToString(CultureInfo.InvariantCulture),
        ["Soc__Syslog__Enabled"] = "false",
        ["Soc__Cluster__SpreadEntities"] = isSpread ? "true" : "false",
        ["Soc__Enrichment__Directory"] = System.Environment.GetEnvironmentVariable("SOC_GEO") ?? Path.Combine(RepositoryRoot.Path, "data", "geo"),
        ["Logging__LogLevel__Default"] = "Warning",
    };

    private static string Port() => FreePort.Next().ToString(CultureInfo.InvariantCulture);

    private void Keep(string line)
    {
        if (Started().Match(line) is { Success: true } match)
        {
            var process = Process.GetProcessById(int.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture));
            _programs.Add(process);
            if (match.Groups["silo"].Success)
            {
                _silos[int.Parse(match.Groups["silo"].Value, CultureInfo.InvariantCulture)] = process;
            }
        }

        _lastLines.Enqueue(line);
        while (_lastLines.Count > KeptLines && _lastLines.TryDequeue(out _))
        {
            // Only the last ones matter.
        }
    }
}
