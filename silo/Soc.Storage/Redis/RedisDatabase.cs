using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Soc.Storage.Redis;

/// <summary>
/// One connection to a server. Commands are sent in the order in which they are begun; none waits for a server that is away, so that
/// failures are told at once, and the next call tries anew.
/// </summary>
public sealed partial class RedisDatabase : IAsyncDisposable
{
    private const int ReconnectMs = 500;
    private const int ScanPage = 1000;

    private readonly ConnectionMultiplexer _connection;
    private readonly IDatabase _database;

    private RedisDatabase(ConnectionMultiplexer connection, string prefix, string target)
    {
        _connection = connection;
        _database = connection.GetDatabase();
        Prefix = prefix;
        Target = target;
    }

    internal string Prefix { get; }

    /// <summary>Where the server is, for messages: without the password.</summary>
    internal string Target { get; }

    /// <summary>Connects, and sees whether the server may hold snapshots.</summary>
    /// <exception cref="InvalidOperationException">The connection string makes no sense.</exception>
    /// <exception cref="StoreUnavailableException">The server cannot be used; the message says why.</exception>
    public static RedisDatabase Open(RedisOptions options, ILogger<RedisDatabase>? logger = null)
    {
        var settings = Settings(options.ConnectionString);
        var target = $"Redis at {string.Join(", ", settings.EndPoints.Select(Place))}";
        ConnectionMultiplexer? connection = null;
        try
        {
            connection = ConnectionMultiplexer.Connect(settings);
            Check(connection, target, logger ?? NullLogger<RedisDatabase>.Instance);
            var database = new RedisDatabase(connection, options.KeyPrefix, target);
            return database;
        }
        catch (Exception e) when (e is StoreUnavailableException || RedisFailure.IsOfTheServer(e))
        {
            connection?.Dispose();
            throw RedisFailure.CannotOpen(e, target);
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    internal RedisKey KeyOf(string entity) => $"{Prefix}entity:{entity}";

    internal RedisKey OffsetKeyOf(int partition) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}offset:{partition}");

    /// <summary>A failure in words that say what to do.</summary>
    internal Exception Words(Exception failure) => RedisFailure.InUse(failure, Target);

    /// <summary>Sends a script at once; never throws.</summary>
    internal Task<RedisOutcome> RunAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments) =>
        OutcomeAsync(() => _database.ScriptEvaluateAsync(script.Hash, keys, arguments, CommandFlags.DemandMaster));

    /// <summary>Gives the server the scripts again, which it forgets when it restarts.</summary>
    /// <returns>Null when it has them.</returns>
    internal async Task<RedisOutcome?> TryLoadAsync()
    {
        foreach (var script in RedisScripts.All)
        {
            var outcome = await OutcomeAsync(async () =>
            {
                await _database.ExecuteAsync("SCRIPT", ["LOAD", script.Text], CommandFlags.DemandMaster);
                return RedisResult.Create((RedisValue)1);
            });
            if (outcome.Failure is not null)
            {
                return outcome;
            }
        }

        return null;
    }

    /// <summary>Removes a key that does no harm when it stays.</summary>
    internal async Task TryDeleteAsync(RedisKey key)
    {
        try
        {
            await _database.KeyDeleteAsync(key, CommandFlags.DemandMaster);
        }
        catch (Exception e) when (RedisFailure.IsOfTheServer(e))
        {
            // The server is away: a few bytes stay there.
        }
    }

    internal async ValueTask<byte[]?> ReadAsync(RedisKey key, CancellationToken cancellationToken)
    {
        try
        {
            return await _database.StringGetAsync(key, CommandFlags.DemandMaster).WaitAsync(cancellationToken);
        }
        catch (Exception e) when (RedisFailure.IsOfTheServer(e))
        {
            throw Words(e);
        }
    }

    /// <summary>Number of keys that begin with a text. Walks every key of the database.</summary>
    internal async ValueTask<long> CountAsync(string prefix, CancellationToken cancellationToken)
    {
        try
        {
            // A walk may name a key twice while the server grows its table.
            var seen = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var key in Primary().KeysAsync(_database.Database, Pattern(prefix), ScanPage).WithCancellation(cancellationToken))
            {
                seen.Add(key.ToString());
            }

            return seen.Count;
        }
        catch (Exception e) when (RedisFailure.IsOfTheServer(e))
        {
            throw Words(e);
        }
    }

    private static async Task<RedisOutcome> OutcomeAsync(Func<Task<RedisResult>> send)
    {
        try
        {
            return new RedisOutcome((long)await send(), null);
        }
#pragma warning disable CA1031 // whatever it is, the caller of this one write hears it, and the writer goes on
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new RedisOutcome(0, e);
        }
    }

    private IServer Primary() => _connection.GetServers().FirstOrDefault(s => s is { IsConnected: true, IsReplica: false })
        ?? throw new StoreUnavailableException($"{Target} cannot be reached: no primary is connected.");

    private static void Check(ConnectionMultiplexer connection, string target, ILogger logger)
    {
        try
        {
            foreach (var warning in RedisServerCheck.Run((string?)connection.GetDatabase().Execute("INFO") ?? "", target))
            {
                LogWarning(logger, warning);
            }
        }
        catch (RedisServerException e) when (e.Kind is RedisErrorKind.NoPermission or RedisErrorKind.UnknownCommand)
        {
            LogWarning(logger, $"{target} does not tell how it is set up ({e.Message}): see that it has 'appendonly yes' and 'maxmemory-policy noeviction'.");
        }
    }

    private static ConfigurationOptions Settings(string connectionString)
    {
        try
        {
            var settings = ConfigurationOptions.Parse(connectionString);
            if (settings.EndPoints.Count == 0)
            {
                throw new FormatException("it names no server");
            }

            settings.ClientName ??= "soc";
            settings.AbortOnConnectFail = true;
            settings.BacklogPolicy = BacklogPolicy.FailFast;
            settings.ReconnectRetryPolicy = new LinearRetry(ReconnectMs);
            settings.IncludeDetailInExceptions = false;

            // INFO counts as a command of administrators; no other is sent.
            settings.AllowAdmin = true;
            return settings;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            throw new InvalidOperationException($"{RedisOptions.Section}:ConnectionString makes no sense ({e.Message}): write it as 'host:6379,password=…'.", e);
        }
    }

    private static string Place(System.Net.EndPoint place) => place switch
    {
        System.Net.DnsEndPoint name => string.Create(CultureInfo.InvariantCulture, $"{name.Host}:{name.Port}"),
        _ => place.ToString() ?? "",
    };

    // The walk's patterns know *, ?, [ and \.
    private static string Pattern(string prefix)
    {
        var pattern = new System.Text.StringBuilder(prefix.Length + 1);
        foreach (var c in prefix)
        {
            if (c is '*' or '?' or '[' or ']' or '\\')
            {
                pattern.Append('\\');
            }

            pattern.Append(c);
        }

        return pattern.Append('*').ToString();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private static partial void LogWarning(ILogger logger, string warning);
}
