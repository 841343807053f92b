using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>A real Redis server in a folder, on a free port.</summary>
internal sealed class RedisServer(string folder) : IDisposable
{
    private readonly int _port = NodeProcess.FreePort();
    private Process? _process;

    public int Port => _port;

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        _process = Process.Start(new ProcessStartInfo(
            "redis-server",
            ["--port", _port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction", "--logfile", Path.Combine(folder, "redis.log")])
        { UseShellExecute = false })!;
        while (!await AnswersAsync(cancellationToken))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"Redis did not start: {await File.ReadAllTextAsync(Path.Combine(folder, "redis.log"), cancellationToken)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
    }

    /// <param name="most">As Redis writes it; "0" is no limit. When there is more than that already, no write is taken.</param>
    public async Task LimitMemoryAsync(string most, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _port, cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"CONFIG SET maxmemory {most}\r\n"), cancellationToken);
        using var answer = new StreamReader(stream);
        if (await answer.ReadLineAsync(cancellationToken) is not "+OK" and var said)
        {
            throw new InvalidOperationException($"Redis answered: {said}");
        }
    }

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        if (_process is { } process)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", _port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
