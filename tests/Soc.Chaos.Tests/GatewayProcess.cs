using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Soc.Simulator.Transport;

namespace Soc.Chaos.Tests;

/// <summary>The real gateway as a process of its own on one data folder, that can be killed at any moment and started again.</summary>
internal sealed class GatewayProcess : IDisposable
{
    public const string AdminKey = "chaos-admin-key-0123456789abcdef";
    public const string HecToken = "chaos-hec-token-0123456789abcdef";
    public const int Partitions = 4;

    private const int KeptLines = 60;
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(50);

    private readonly string _folder;
    private readonly int _apiPort = FreePort();
    private readonly int _hecPort = FreePort();
    private readonly HttpClient _http;
    private readonly ConcurrentQueue<string> _lines = new();
    private Process? _process;

    public GatewayProcess(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(EmptyGeo(folder));
        _http = new HttpClient { BaseAddress = ApiAddress, Timeout = TimeSpan.FromSeconds(5) };
    }

    public Uri ApiAddress => new($"http://127.0.0.1:{_apiPort.ToString(CultureInfo.InvariantCulture)}");

    public Uri HecAddress => new($"http://127.0.0.1:{_hecPort.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The last lines that it wrote, for a failure's message.</summary>
    public string Said => string.Join('\n', _lines);

    /// <summary>A folder without databases, so that the oracle and the product know the same of an address.</summary>
    public static string EmptyGeo(string folder) => Path.Combine(folder, "no-geo");

    public void Start()
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(Assembly)! };
        start.ArgumentList.Add(Assembly);
        foreach (var (name, value) in new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Soc__Silo__DataDirectory"] = _folder,
            ["Soc__Silo__Partitions"] = Partitions.ToString(CultureInfo.InvariantCulture),
            ["Soc__Silo__CheckpointIntervalMs"] = "300",
            ["Soc__Enrichment__Directory"] = EmptyGeo(_folder),
            ["Soc__Gateway__Address"] = "127.0.0.1",
            ["Soc__Gateway__ApiPort"] = _apiPort.ToString(CultureInfo.InvariantCulture),
            ["Soc__Gateway__HecPort"] = _hecPort.ToString(CultureInfo.InvariantCulture),
            ["Soc__Syslog__Enabled"] = "false",
            ["SOC_ADMIN_KEY"] = AdminKey,
            ["SOC_HEC_TOKEN"] = HecToken,
        })
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("The gateway did not start.");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>SIGKILL: nothing is flushed, nothing said goodbye to.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>Waits until it answers.</summary>
    /// <param name="untilApplied">And until everything received is applied.</param>
    /// <exception cref="InvalidOperationException">It ended by itself.</exception>
    public async Task ReadyAsync(bool untilApplied, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_process is not { HasExited: false })
            {
                throw new InvalidOperationException($"The gateway ended by itself:\n{Said}");
            }

            try
            {
                var health = await _http.GetFromJsonAsync<ApiHealth>("/health/ready", JsonSerializerOptions.Web, cancellationToken);
                if (health is not null && (!untilApplied || health.Backlog == 0))
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(PollEvery, TimeProvider.System, cancellationToken);
        }
    }

    public void Dispose()
    {
        if (_process is { } process)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _http.Dispose();
    }

    // Beside this test's own folder: the gateway of the same configuration.
    private static string Assembly { get; } = Path.Combine(
        AppContext.BaseDirectory.Replace("Soc.Chaos.Tests", "Soc.Gateway", StringComparison.Ordinal), "Soc.Gateway.dll");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
            while (_lines.Count > KeptLines && _lines.TryDequeue(out _))
            {
                // Only the last ones matter.
            }
        }
    }
}
