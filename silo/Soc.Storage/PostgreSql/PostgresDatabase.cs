using System.Data;
using Npgsql;

namespace Soc.Storage.PostgreSql;

/// <summary>
/// One database on a server: its connections, its schema and its writer. Failures come out as
/// <see cref="StoreUnavailableException"/>; the next call tries anew, so that the store goes on when the server is back.
/// </summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    /// <summary>Tries of a transaction that the server took back because of another one.</summary>
    private const int MaxTries = 5;

    /// <summary>
    /// First statement of every transaction that writes: a server or user set to forget the last moments after a crash must not
    /// make an acknowledgement untrue.
    /// </summary>
    private const string StayDurable =
        "SELECT CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', true) END";

    private readonly NpgsqlDataSource _source;
    private readonly PostgresTarget _target;

    private PostgresDatabase(NpgsqlDataSource source, PostgresTarget target)
    {
        _source = source;
        _target = target;
        Writer = new PostgresWriter(this);
    }

    /// <summary>For everything but the snapshots of entities, which have their own.</summary>
    internal PostgresWriter Writer { get; }

    /// <summary>Connects, and brings the schema up to date.</summary>
    /// <exception cref="InvalidOperationException">The connection string makes no sense.</exception>
    /// <exception cref="StoreUnavailableException">The server cannot be used; the message says why.</exception>
    public static PostgresDatabase Open(PostgresOptions options) => Open(options, PostgresSchema.Migrations);

    internal static PostgresDatabase Open(PostgresOptions options, IReadOnlyList<string> migrations)
    {
        var settings = PostgresSettings.Of(options.ConnectionString, PostgresOptions.ConnectionStringName);
        var target = PostgresTarget.Of(settings);
        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
        try
        {
            using var connection = source.OpenConnection();
            PostgresMigrator.Run(connection, target, migrations, options.Migrate);
            return new PostgresDatabase(source, target);
        }
        catch (Exception e)
        {
            source.Dispose();
            throw PostgresFailure.CannotOpen(e, target);
        }
    }

    /// <summary>Writes what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await _source.DisposeAsync();
    }

    internal StoreUnavailableException Unavailable(Exception failure) => PostgresFailure.Unavailable(failure, _target);

    /// <summary>Runs a query; sees every write that was durable before.</summary>
    internal async ValueTask<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read, object?[] parameters, CancellationToken cancellationToken)
    {
        for (var fresh = false; ; fresh = true)
        {
            try
            {
                await using var connection = await _source.OpenConnectionAsync(cancellationToken);
                return await new PostgresCommands(connection, null).QueryAsync(sql, read, parameters, cancellationToken);
            }
            catch (Exception e) when (!fresh && PostgresFailure.IsLostConnection(e))
            {
                // The connections of the pool are as old as the server's last start.
                _source.Clear();
            }
            catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException or IOException or TimeoutException)
            {
                throw Unavailable(e);
            }
        }
    }

    /// <summary>Runs a transaction, again when the server took it back because of another. Completes when durable; what fails comes out as it is.</summary>
    internal async Task TransactAsync(Func<PostgresCommands, Task> write)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var transaction = await BeginAsync();
                await using var connection = transaction.Connection!;
                await write(new PostgresCommands(connection, transaction));
                await transaction.CommitAsync();
                return;
            }
            catch (Exception e) when (tries < MaxTries && PostgresFailure.IsConflict(e))
            {
                // Others hold what this one wanted in another order; by now they are done.
            }
        }
    }

    // After a restart of the server the pool holds connections that are dead: nothing was sent on them yet, so that another is taken.
    private async Task<NpgsqlTransaction> BeginAsync()
    {
        for (var fresh = false; ; fresh = true)
        {
            var connection = await _source.OpenConnectionAsync();
            try
            {
                var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);
                await new PostgresCommands(connection, transaction).ExecuteAsync(StayDurable, []);
                return transaction;
            }
            catch (Exception e)
            {
                await connection.DisposeAsync();
                if (fresh || !PostgresFailure.IsLostConnection(e))
                {
                    throw;
                }

                _source.Clear();
            }
        }
    }
}
