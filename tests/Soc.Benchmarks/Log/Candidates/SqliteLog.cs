using Microsoft.Data.Sqlite;
using Soc.EventLog;
using Soc.EventLog.Codec;

namespace Soc.Benchmarks.Log.Candidates;

/// <summary>SQLite as a log: a table by offset, a transaction per group, WAL and synchronous=FULL.</summary>
internal sealed class SqliteLog : ILogCandidate
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteParameter _record;
    private readonly GroupCommit<byte[]> _commits;

    public SqliteLog(string folder)
    {
        Directory.CreateDirectory(folder);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "log.db"), Pooling = false }.ToString());
        _connection.Open();
        using (var setup = _connection.CreateCommand())
        {
            setup.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; CREATE TABLE IF NOT EXISTS log (next INTEGER PRIMARY KEY, record BLOB NOT NULL);";
            setup.ExecuteNonQuery();
        }

        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO log (record) VALUES ($record)";
        _record = _insert.Parameters.Add("$record", SqliteType.Blob);
        _commits = new GroupCommit<byte[]>(Commit);
    }

    public ValueTask AppendAsync(LogEntry[] entries, CancellationToken cancellationToken) =>
        _commits.WriteAsync(EncodedRecords.Of(entries), cancellationToken);

    public ValueTask<long> ReplayAsync(CancellationToken cancellationToken)
    {
        var strings = new StringTable();
        var whole = 0L;
        using var select = _connection.CreateCommand();
        select.CommandText = "SELECT record FROM log ORDER BY next";
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            whole += EncodedRecords.IsWhole(reader.GetFieldValue<byte[]>(0), strings) ? 1 : 0;
        }

        return ValueTask.FromResult(whole);
    }

    public async ValueTask DisposeAsync()
    {
        await _commits.DisposeAsync();
        await _insert.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private void Commit(List<byte[]> records)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        foreach (var record in records)
        {
            _record.Value = record;
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
