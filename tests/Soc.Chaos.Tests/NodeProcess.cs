using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Soc.Simulator.Transport;

namespace Soc.Chaos.Tests;

/// <summary>One of the product's programs as a process of its own, that can be killed or held at any moment, and started again.</summary>
/// <param name="program">Name of the project.</param>
/// <param name="address">Where it answers for its health.</param>
internal class NodeProcess(string program, Uri address) : IDisposable
{
    private const int KeptLines = 80;
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(50);

    // Tests run beside each other, and start again what they kill: no two get one port.
    private static readonly ConcurrentDictionary<int, bool> GivenPorts = new();

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _heard = new();
    private Process? _process;

    /// <summary>Words before the program, such as those that put it on another host.</summary>
    public string[] Prefix { get; set; } = [];

    /// <summary>Its settings, as environment variables.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>The last lines that it wrote, for a failure's message.</summary>
    public string Said => string.Join('\n', _lines);

    /// <summary>What a line that matters has in it; null for nothing.</summary>
    public string? ListenFor { get; set; }

    /// <summary>The last lines with <see cref="ListenFor"/>, each behind the line before it.</summary>
    public IReadOnlyList<string> Heard => [.. _heard];

    public bool IsRunning => _process is { HasExited: false };

    public static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (GivenPorts.TryAdd(port, value: true))
            {
                return port;
            }
        }
    }

    public void Start()
    {
        // Beside this test's own folder: the program of the same configuration.
        var assembly = Path.Combine(AppContext.BaseDirectory.Replace("Soc.Chaos.Tests", program, StringComparison.Ordinal), program + ".dll");
        string[] command = [.. Prefix, "dotnet", assembly];
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(assembly)! };

        // A process lives for seconds: what it would save by compiling its methods a second time takes the machine longer than it is ever worth.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCountThreshold"] = "500";
        foreach (var (name, value) in Settings)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
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

    /// <summary>SIGTERM, and its end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Signal("-TERM");
        await _process!.WaitForExitAsync(cancellationToken);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Sends a signal, such as "-STOP" or "-CONT".</summary>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>By how much its wall clock is ahead of this process'.</summary>
    public async Task<TimeSpan> AheadAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri("/health/live", UriKind.Relative), cancellationToken);
        return answer.Headers.Date!.Value - TimeProvider.System.GetUtcNow();
    }

    /// <summary>Its health, or null while it does not answer.</summary>
    public async Task<ApiHealth?> HealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _http.GetFromJsonAsync<ApiHealth>("/health/ready", JsonSerializerOptions.Web, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Waits until it answers.</summary>
    /// <param name="untilApplied">And until everything received is applied.</param>
    /// <exception cref="InvalidOperationException">It ended by itself.</exception>
    public async Task ReadyAsync(bool untilApplied, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!IsRunning)
            {
                throw new InvalidOperationException($"{program} ended by itself:\n{Said}");
            }

            if (await HealthAsync(cancellationToken) is { } health && (!untilApplied || health.Backlog == 0))
            {
                return;
            }

            await Task.Delay(PollEvery, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>The sum of a counter's rows that have this tag.</summary>
    public async Task<double> CountedAsync(string name, string tag, CancellationToken cancellationToken) =>
        (await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken)).Split('\n')
            .Where(l => l.StartsWith(name + "{", StringComparison.Ordinal) && l.Contains(tag, StringComparison.Ordinal))
            .Sum(l => double.Parse(l[(l.IndexOf('}', StringComparison.Ordinal) + 1)..].Trim().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool isDisposing)
    {
        if (!isDisposing)
        {
            return;
        }

        if (_process is { } process)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _http.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            if (ListenFor is { } meant && line.Contains(meant, StringComparison.Ordinal))
            {
                _heard.Enqueue($"{_lines.LastOrDefault()}\n{line}");
                while (_heard.Count > KeptLines && _heard.TryDequeue(out _))
                {
                    // As below.
                }
            }

            _lines.Enqueue(line);
            while (_lines.Count > KeptLines && _lines.TryDequeue(out _))
            {
                // Only the last ones matter.
            }
        }
    }
}
