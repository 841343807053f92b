using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Soc.Storage.Conformance.Support;

/// <summary>A server that a test started, and can kill or stop for a while.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const int MaxWords = 40;
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(30);

    private readonly ConcurrentQueue<string> _words = new();
    private readonly Process _process;

    private ServerProcess(string program, IEnumerable<string> arguments, string folder)
    {
        _process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = "C.UTF-8" },
        })!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Completes when it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(string program, IEnumerable<string> arguments, string folder, Func<Task<bool>> ready)
    {
        var server = new ServerProcess(program, arguments, folder);
        var clock = Stopwatch.StartNew();
        while (!await ready())
        {
            if (server._process.HasExited || clock.Elapsed > StartTime)
            {
                await server.DisposeAsync();
                throw new InvalidOperationException($"{program} does not start: {string.Join('\n', server._words)}");
            }

            await Task.Delay(BetweenTries, TimeProvider.System);
        }

        return server;
    }

    /// <summary>It stands still, with its connections open, until <see cref="ContinueAsync"/>.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    public Task ContinueAsync() => SignalAsync("-CONT");

    /// <summary>It is asked to end, and does.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("-INT");
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGKILL, as a failure of the machine.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    // What it said last, for the message when it does not do what it should.
    private void Keep(string? line)
    {
        if (line is not null)
        {
            _words.Enqueue(line);
            while (_words.Count > MaxWords && _words.TryDequeue(out var _))
            {
            }
        }
    }
}
