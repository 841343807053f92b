using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Soc.Storage.Conformance.Support;
using Soc.Storage.PostgreSql;
using Xunit;

namespace Soc.Storage.Conformance.Stores.PostgreSql;

/// <summary>A real server in a folder of its own, on a free port, as a user without rights; stopped and deleted at the end.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "conformance";
    private const string Password = "not;a'secret";
    private const int MaxStarts = 20;
    private const int MaxWords = 40;
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();
    private readonly string _binaries;
    private readonly int _port = FreePort();
    private readonly ConcurrentQueue<string> _words = new();
    private Process? _process;
    private int _databases;

    private PostgresServer(string binaries) => _binaries = binaries;

    /// <summary>Who runs it, when that is not who runs the test: the server refuses to run as root.</summary>
    public static string? Account { get; } =
        Environment.IsPrivilegedProcess ? File.ReadLines("/etc/passwd").Any(l => l.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody" : null;

    public int Port => _port;

    private string Data => _folder.Of("data");

    /// <summary>Makes and starts a server; skips the test where there is none, but not in CI.</summary>
    public static async Task<PostgresServer> StartNewAsync()
    {
        var server = new PostgresServer(Binaries());
        try
        {
            await server.InitialiseAsync();
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new and empty database.</summary>
    /// <param name="tables">An empty folder of the server's account for its tables; null for where all else is.</param>
    public async Task<PostgresOptions> NewDatabaseAsync(string? tables = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"soc_{Interlocked.Increment(ref _databases)}");
        if (tables is not null)
        {
            await ExecuteAsync("postgres", $"CREATE TABLESPACE {name} LOCATION '{tables}'");
        }

        await ExecuteAsync("postgres", $"CREATE DATABASE {name}{(tables is null ? "" : $" TABLESPACE {name}")}");
        return new PostgresOptions { ConnectionString = ConnectionString(name) };
    }

    /// <inheritdoc cref="SharedPostgres.NewDatabaseAsRoleAsync"/>
    public async Task<PostgresOptions> NewDatabaseAsRoleAsync()
    {
        var owner = await NewDatabaseAsync();
        var role = await NewRoleAsync();
        PostgresMigration.Run(owner, ["--role", role], TextWriter.Null, TextWriter.Null);
        return new PostgresOptions { ConnectionString = As(owner, role), Migrate = false };
    }

    /// <summary>A role that may log in, and nothing else.</summary>
    /// <returns>Its name, which needs quoting.</returns>
    public async Task<string> NewRoleAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Services \"{Interlocked.Increment(ref _databases)}\"");
        await ExecuteAsync("postgres", $"CREATE ROLE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" LOGIN PASSWORD '{Password.Replace("'", "''", StringComparison.Ordinal)}'");
        return name;
    }

    /// <returns>The same database, as another role sees it.</returns>
    public static string As(PostgresOptions options, string role) => new NpgsqlConnectionStringBuilder(options.ConnectionString) { Username = role }.ConnectionString;

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = User,
        Password = Password,
        Database = database,
        MaxPoolSize = 20,
    }.ConnectionString;

    /// <summary>Starts it, also right after a kill, when its old processes may still be ending.</summary>
    public async Task StartAsync()
    {
        for (var start = 1; ; start++)
        {
            _process = Run(
                "postgres", "-D", Data, "-p", _port.ToString(CultureInfo.InvariantCulture),
                "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=on", "-c", "shared_buffers=32MB",
                "-c", "dynamic_shared_memory_type=mmap", "-c", "max_connections=100");
            if (await AnswersAsync())
            {
                return;
            }

            await KillAsync();
            if (start == MaxStarts)
            {
                throw new InvalidOperationException($"The PostgreSQL server does not start: {string.Join('\n', _words)}");
            }
        }
    }

    /// <summary>As a failure of the machine: no process of the server gets to do anything any more.</summary>
    public async Task KillAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null && Directory.Exists(Data))
        {
            // Rather than a kill: the shared memory is given back.
            await RunAsync("pg_ctl", "stop", "-D", Data, "-m", "immediate", "-s");
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _folder.Dispose();
    }

    public async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString(database) + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static string Binaries()
    {
        var given = Environment.GetEnvironmentVariable("SOC_POSTGRES_BIN");
        if (!string.IsNullOrEmpty(given))
        {
            return given;
        }

        const string debian = "/usr/lib/postgresql";
        var newest = Directory.Exists(debian)
            ? Directory.EnumerateDirectories(debian)
                .Where(d => File.Exists(Path.Combine(d, "bin", "postgres")))
                .MaxBy(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var version) ? version : 0)
            : null;
        if (newest is not null)
        {
            return Path.Combine(newest, "bin");
        }

        const string why = "PostgreSQL is not installed: run scripts/postgres.sh as root, or name the folder of its programs in SOC_POSTGRES_BIN.";
        Assert.SkipUnless(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal), why);
        throw new InvalidOperationException(why);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task InitialiseAsync()
    {
        await File.WriteAllTextAsync(_folder.Of("password"), Password);
        if (Account is not null)
        {
            using var own = Process.Start("chown", ["-R", Account, _folder.Path]);
            await own.WaitForExitAsync();
        }

        await RunAsync("initdb", "-D", Data, "-U", User, "-A", "scram-sha-256", "--pwfile", _folder.Of("password"), "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions");
    }

    private async Task<bool> AnswersAsync()
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < StartTime && !_process!.HasExited)
        {
            try
            {
                await ExecuteAsync("postgres", "SELECT 1");
                return true;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
        }

        return false;
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Run(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed: {string.Join('\n', _words)}");
        }
    }

    private Process Run(string program, params string[] arguments)
    {
        var path = Path.Combine(_binaries, program);

        // setpriv becomes the program itself, so that the process that is killed is the server.
        var process = Process.Start(new ProcessStartInfo(
            Account is null ? path : "setpriv",
            Account is null ? arguments : ["--reuid", Account, "--regid", Account == "postgres" ? "postgres" : "nogroup", "--clear-groups", path, .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = "C.UTF-8" },
        })!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
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
