using System.Globalization;
using Soc.Storage.Conformance.Support;
using Soc.Storage.Redis;
using StackExchange.Redis;

namespace Soc.Storage.Conformance.Stores.Redis;

/// <summary>A real server in a folder of its own, on a free port; killed and deleted at the end. Has on disk what it acknowledges.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Password = "nosecret";

    private readonly TempFolder _folder = new();
    private readonly string _program;
    private readonly string[] _settings;
    private readonly int _port = LocalPort.Free();
    private ServerProcess? _process;
    private int _prefixes;

    private RedisServer(string program, string[] settings)
    {
        _program = program;
        _settings = settings;
    }

    /// <summary>Makes and starts a server; skips the test where there is none, but not in CI.</summary>
    /// <param name="settings">More of its command line.</param>
    public static async Task<RedisServer> StartNewAsync(params string[] settings)
    {
        var server = new RedisServer(Program(), settings);
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public int Port => _port;

    /// <summary>Options with keys that no other test has.</summary>
    public RedisOptions NewOptions(string more = "") => new()
    {
        ConnectionString = ConnectionString + more,
        KeyPrefix = string.Create(CultureInfo.InvariantCulture, $"soc{Interlocked.Increment(ref _prefixes)}:"),
    };

    private string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port},password={Password}");

    public async Task StartAsync() => _process = await ServerProcess.StartAsync(
        _program,
        [
            "--port", _port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _folder.Path, "--requirepass", Password,
            "--appendonly", "yes", "--appendfsync", "always", "--save", "", .. _settings,
        ],
        _folder.Path,
        AnswersAsync);

    public async Task KillAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }

    public Task FreezeAsync() => _process!.FreezeAsync();

    public Task ContinueAsync() => _process!.ContinueAsync();

    /// <summary>Everything it has on disk is gone; for a server that is killed.</summary>
    public void Forget() => Directory.Delete(Path.Combine(_folder.Path, "appendonlydir"), recursive: true);

    /// <summary>A command as an administrator would give it.</summary>
    public async Task<RedisResult> ExecuteAsync(string command, params object[] arguments)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(ConnectionString + ",allowAdmin=true");
        return await connection.GetDatabase().ExecuteAsync(command, arguments);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    private static string Program()
    {
        var given = Environment.GetEnvironmentVariable("SOC_REDIS_SERVER");
        if (!string.IsNullOrEmpty(given))
        {
            return given;
        }

        const string debian = "/usr/bin/redis-server";
        if (File.Exists(debian))
        {
            return debian;
        }

        const string why = "Redis is not installed: run scripts/redis.sh as root, or name its program in SOC_REDIS_SERVER.";
        Assert.SkipUnless(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal), why);
        throw new InvalidOperationException(why);
    }

    private async Task<bool> AnswersAsync()
    {
        if (!await LocalPort.AnswersAsync(_port))
        {
            return false;
        }

        try
        {
            await ExecuteAsync("PING");
            return true;
        }
        catch (RedisException)
        {
            return false;
        }
    }
}
