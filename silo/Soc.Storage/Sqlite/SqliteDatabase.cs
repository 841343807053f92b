using Microsoft.Data.Sqlite;

namespace Soc.Storage.Sqlite;

/// <summary>
/// One database file: WAL, synchronous=FULL, and one writer thread for the whole process. Writes that wait share a
/// transaction (group commit). A write that refuses fails by itself; a database that fails takes its whole group with it.
/// </summary>
public sealed class SqliteDatabase : IAsyncDisposable, IDisposable
{
    /// <summary>Most writes in one transaction.</summary>
    public const int MaxGroup = 4096;

    /// <summary>Most writes that wait; beyond it the store is behind its callers, and says so.</summary>
    public const int MaxWaiting = 262_144;

    private readonly string _path;
    private readonly SqliteCommands _writer;
    private readonly object _gate = new();
    private readonly Thread _thread;
    private readonly Stack<SqliteCommands> _readers = new();
    private readonly List<SqliteWrite> _group = new(MaxGroup);
    private Queue<SqliteWrite> _waiting = new();
    private bool _stopping;

    private SqliteDatabase(string path, SqliteCommands writer)
    {
        _path = path;
        _writer = writer;
        _thread = new Thread(Run) { IsBackground = true, Name = "sqlite-" + Path.GetFileNameWithoutExtension(path) };
        _thread.Start();
    }

    /// <summary>Opens or makes the file and brings its schema up to date.</summary>
    /// <param name="path">The file; its folder is made.</param>
    /// <param name="migrations">Statements by version: the first makes version 1.</param>
    /// <exception cref="StoreUnavailableException">The file cannot be opened, or was written by a newer version.</exception>
    public static SqliteDatabase Open(string path, IReadOnlyList<string> migrations)
    {
        SqliteCommands? writer = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            writer = Connect(path);

            // The journal is folded back every 16 MB rather than every 4: fewer syncs when hundreds of states a transaction come.
            writer.Script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=67108864;");
            Migrate(writer, path, migrations);
            return new SqliteDatabase(path, writer);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            writer?.Dispose();
            throw new StoreUnavailableException($"The database {path} cannot be opened ({e.Message}): check the folder's rights and space, and that no other process uses it.", e);
        }
        catch (StoreUnavailableException)
        {
            writer?.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await Task.Run(Dispose);

    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopping)
            {
                return;
            }

            _stopping = true;
            Monitor.Pulse(_gate);
        }

        // What waits is written before the thread ends.
        _thread.Join();
        _writer.Dispose();
        lock (_gate)
        {
            while (_readers.TryPop(out var reader))
            {
                reader.Dispose();
            }
        }
    }

    /// <summary>Runs a write in the next group; completes when it is durable.</summary>
    internal Task<T> WriteAsync<T>(Func<SqliteCommands, T> write)
    {
        var item = new SqliteWrite<T>(write);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            if (_waiting.Count >= MaxWaiting)
            {
                throw new StoreUnavailableException($"The database {_path} is {MaxWaiting} writes behind: its disk is too slow for what comes.");
            }

            _waiting.Enqueue(item);
            if (_waiting.Count == 1)
            {
                Monitor.Pulse(_gate);
            }
        }

        return item.Done;
    }

    /// <summary>Runs a query on a connection of its own; sees every write that was durable before.</summary>
    internal T Read<T>(Func<SqliteCommands, T> query)
    {
        SqliteCommands? connection;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
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
            Return(connection);
        }
    }

    private static SqliteCommands Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 }.ToString());
        try
        {
            connection.Open();
            return new SqliteCommands(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Migrate(SqliteCommands writer, string path, IReadOnlyList<string> migrations)
    {
        var version = (long)writer.Scalar("PRAGMA user_version")!;
        if (version > migrations.Count)
        {
            throw new StoreUnavailableException(
                $"The database {path} has schema version {version}, this program knows up to {migrations.Count}: run the newer version, or use another data folder.");
        }

        for (var next = (int)version; next < migrations.Count; next++)
        {
            writer.Script($"BEGIN IMMEDIATE; {migrations[next]}; PRAGMA user_version = {next + 1}; COMMIT;");
        }
    }

    private void Return(SqliteCommands? connection)
    {
        if (connection is null)
        {
            return;
        }

        lock (_gate)
        {
            if (!_stopping)
            {
                _readers.Push(connection);
                return;
            }
        }

        connection.Dispose();
    }

    private void Run()
    {
        while (Take() is { } waiting)
        {
            while (waiting.Count > 0)
            {
                Commit(waiting);
            }
        }
    }

    private Queue<SqliteWrite>? Take()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_stopping)
                {
                    return null;
                }

                Monitor.Wait(_gate);
            }

            var taken = _waiting;
            _waiting = new Queue<SqliteWrite>();
            return taken;
        }
    }

    private void Commit(Queue<SqliteWrite> waiting)
    {
        _group.Clear();
        try
        {
            _writer.Execute("BEGIN IMMEDIATE");
            while (_group.Count < MaxGroup && waiting.TryDequeue(out var write))
            {
                _group.Add(write);
                write.Run(_writer);
            }

            _writer.Execute("COMMIT");
            foreach (var write in _group)
            {
                write.Complete();
            }
        }
        catch (SqliteException e)
        {
            if (_group.Count == 0)
            {
                // Not even begun: whoever waits hears it, or would be tried for ever.
                while (_group.Count < MaxGroup && waiting.TryDequeue(out var write))
                {
                    _group.Add(write);
                }
            }

            RollBack();
            var reason = Unavailable(e);
            foreach (var write in _group)
            {
                write.Fail(reason);
            }
        }
    }

    private void RollBack()
    {
        try
        {
            _writer.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // A full disk has SQLite roll back by itself, and then there is nothing left to do.
        }
    }

    private StoreUnavailableException Unavailable(SqliteException e) => e.SqliteErrorCode switch
    {
        13 => new StoreUnavailableException($"The disk of {_path} is full: free some space, and the store goes on by itself. What was acknowledged is kept.", e),
        5 or 6 => new StoreUnavailableException($"The database {_path} is locked: another process uses it. What was acknowledged is kept.", e),
        8 => new StoreUnavailableException($"The database {_path} is read-only: check the file's rights and the disk. What was acknowledged is kept.", e),
        _ => new StoreUnavailableException($"The database {_path} failed ({e.Message}): check the disk's space and health. What was acknowledged is kept.", e),
    };
}
