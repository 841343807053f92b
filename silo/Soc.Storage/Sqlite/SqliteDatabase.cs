using Microsoft.Data.Sqlite;

namespace Soc.Storage.Sqlite;

/// <summary>
/// One database file: WAL, synchronous=FULL, and one writer for the whole process. Writes that wait share a transaction
/// (group commit); each caller gets its own failure, and the others' writes stand.
/// </summary>
public sealed class SqliteDatabase : IAsyncDisposable
{
    private const int MaxGroup = 4096;

    private readonly string _path;
    private readonly SqliteConnection _writer;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private readonly Stack<SqliteConnection> _readers = new();
    private Queue<SqliteWrite> _waiting = new();

    private SqliteDatabase(string path, SqliteConnection writer)
    {
        _path = path;
        _writer = writer;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Opens or makes the file and brings its schema up to date.</summary>
    /// <param name="migrations">Statements by version: the first makes version 1.</param>
    /// <exception cref="StoreUnavailableException">The file cannot be opened, or was written by a newer version.</exception>
    public static SqliteDatabase Open(string path, IReadOnlyList<string> migrations)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var connection = Connect(path);
            using (var pragma = connection.CreateCommand())
            {
                pragma.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;";
                pragma.ExecuteNonQuery();
            }

            Migrate(connection, path, migrations);
            return new SqliteDatabase(path, connection);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The database {path} cannot be opened ({e.Message}): check the folder's rights and space, and that no other process uses it.", e);
        }
    }

    /// <summary>Runs a write in the next group; completes when it is durable.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> write)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        T result = default!;
        var item = new SqliteWrite(
            c => result = write(c),
            () => completion.TrySetResult(result),
            e => completion.TrySetException(e));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
            _waiting.Enqueue(item);
            if (_waiting.Count == 1)
            {
                _work.Release();
            }
        }

        return completion.Task;
    }

    /// <summary>Runs a query on a connection of its own; sees every write that was durable before.</summary>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        SqliteConnection? connection;
        lock (_gate)
        {
            _readers.TryPop(out connection);
        }

        try
        {
            connection ??= Connect(_path);
            return query(connection);
        }
        catch (SqliteException e)
        {
            throw Unavailable(e);
        }
        finally
        {
            if (connection is not null)
            {
                lock (_gate)
                {
                    _readers.Push(connection);
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            _stop.Cancel();
        }

        await _loop;
        await _writer.DisposeAsync();
        foreach (var reader in _readers)
        {
            await reader.DisposeAsync();
        }

        _work.Dispose();
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 }.ToString());
        connection.Open();
        return connection;
    }

    private static void Migrate(SqliteConnection connection, string path, IReadOnlyList<string> migrations)
    {
        using var read = connection.CreateCommand();
        read.CommandText = "PRAGMA user_version";
        var version = (long)read.ExecuteScalar()!;
        if (version > migrations.Count)
        {
            throw new StoreUnavailableException(
                $"The database {path} has schema version {version}, this program knows up to {migrations.Count}: run the newer version, or use another data folder.");
        }

        for (var next = (int)version; next < migrations.Count; next++)
        {
            using var transaction = connection.BeginTransaction();
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"{migrations[next]}; PRAGMA user_version = {next + 1};";
            command.ExecuteNonQuery();
            transaction.Commit();
        }
    }

    private async Task RunAsync()
    {
        while (true)
        {
            try
            {
                await _work.WaitAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                Commit(Take());
                return;
            }

            Commit(Take());
        }
    }

    private Queue<SqliteWrite> Take()
    {
        lock (_gate)
        {
            var taken = _waiting;
            _waiting = new Queue<SqliteWrite>();
            return taken;
        }
    }

    private void Commit(Queue<SqliteWrite> waiting)
    {
        while (waiting.Count > 0)
        {
            var done = new List<SqliteWrite>(Math.Min(waiting.Count, MaxGroup));
            try
            {
                using var transaction = _writer.BeginTransaction();
                while (waiting.Count > 0 && done.Count < MaxGroup)
                {
                    var write = waiting.Dequeue();
                    if (TryRun(write))
                    {
                        done.Add(write);
                    }
                }

                transaction.Commit();
                done.ForEach(w => w.Complete());
            }
            catch (SqliteException e)
            {
                var reason = Unavailable(e);
                done.ForEach(w => w.Fail(reason));
            }
        }
    }

    // A write that refuses (a version that does not match) fails by itself; a database that fails takes its group with it.
    private bool TryRun(SqliteWrite write)
    {
        try
        {
            write.Run(_writer);
            return true;
        }
        catch (SqliteException e)
        {
            write.Fail(Unavailable(e));
            throw;
        }
#pragma warning disable CA1031 // the caller gets whatever his own write threw
        catch (Exception e)
#pragma warning restore CA1031
        {
            write.Fail(e);
            return false;
        }
    }

    private StoreUnavailableException Unavailable(SqliteException e) =>
        new($"The database {_path} failed ({e.Message}): check the disk's space and health. What was acknowledged is kept.", e);
}
