using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Soc.Simulator.Transport;

namespace Soc.Simulator.Demo;

/// <summary>The gateway as a process of its own, with its output in a file.</summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private readonly Process _process;
    private readonly TextWriter _log;
    private readonly TimeProvider _time;

    private GatewayProcess(Process process, string logPath, TimeProvider time)
    {
        _process = process;
        _time = time;
        LogPath = logPath;
        _log = TextWriter.Synchronized(new StreamWriter(logPath) { AutoFlush = true });
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>File with all that it wrote.</summary>
    public string LogPath { get; }

    public bool HasExited => _process.HasExited;

    public static GatewayProcess Start(DemoOptions options, IReadOnlyDictionary<string, string> settings, TimeProvider time)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetDirectoryName(options.GatewayDll)!,
        };
        start.ArgumentList.Add(options.GatewayDll);
        var environment = start.Environment;
        environment["SOC_ADMIN_KEY"] = options.AdminKey;
        environment["SOC_HEC_TOKEN"] = options.HecToken;
        environment["SOC_DATA"] = options.DemoDirectory;
        environment["Soc__Silo__DataDirectory"] = options.DemoDirectory;
        environment["Soc__Gateway__ApiPort"] = options.ApiPort.ToString(CultureInfo.InvariantCulture);
        environment["Soc__Gateway__HecPort"] = options.HecPort.ToString(CultureInfo.InvariantCulture);
        environment["Soc__Syslog__Port"] = options.SyslogPort.ToString(CultureInfo.InvariantCulture);
        environment["Soc__Escalation__PublicUrl"] = options.Api.AbsoluteUri;
        environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        var process = new GatewayProcess(new Process { StartInfo = start }, Path.Combine(options.DataDirectory, "gateway.log"), time);
        process._process.Start();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Its health once it takes events; null when it ended or did not get there in a minute.</summary>
    public async Task<ApiHealth?> ReadyAsync(Uri api, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = api, Timeout = TimeSpan.FromSeconds(5) };
        var from = _time.GetTimestamp();
        while (!_process.HasExited && _time.GetElapsedTime(from) < StartWithin)
        {
            try
            {
                return await http.GetFromJsonAsync<ApiHealth>("/health/ready", JsonSerializerOptions.Web, cancellationToken);
            }
            catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                await Task.Delay(LookEvery, _time, cancellationToken);
            }
        }

        return null;
    }

    /// <summary>It serves pages for people.</summary>
    public static async Task<bool> HasConsoleAsync(Uri api, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = api, Timeout = TimeSpan.FromSeconds(5) };
        using var response = await http.GetAsync("/", cancellationToken);
        return response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "text/html";
    }

    /// <summary>The end of what it wrote.</summary>
    public IReadOnlyList<string> LastLines(int count)
    {
        using var stream = new FileStream(LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(count)];
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Asks it to stop, as a service manager does, and waits; only what does not answer is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                await kill.WaitForExitAsync();
            }

            using var limit = new CancellationTokenSource(StopWithin, _time);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
        await _log.DisposeAsync();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        try
        {
            _log.WriteLine(line);
        }
        catch (ObjectDisposedException)
        {
            // The last words after the end.
        }
    }
}
