using System.Buffers.Binary;
using RocksDbSharp;
using Soc.EventLog;
using Soc.EventLog.Codec;

namespace Soc.Benchmarks.Log.Candidates;

/// <summary>RocksDB as a log: an offset as key, a batch per group, written ahead with sync.</summary>
internal sealed class RocksDbLog : ILogCandidate
{
    private readonly WriteOptions _synced = new WriteOptions().SetSync(true);
    private readonly RocksDb _database;
    private readonly GroupCommit<byte[]> _commits;
    private long _next;

    public RocksDbLog(string folder)
    {
        _database = RocksDb.Open(new DbOptions().SetCreateIfMissing(true), folder);
        _commits = new GroupCommit<byte[]>(Commit);
    }

    public ValueTask AppendAsync(LogEntry[] entries, CancellationToken cancellationToken) =>
        _commits.WriteAsync(EncodedRecords.Of(entries), cancellationToken);

    public ValueTask<long> ReplayAsync(CancellationToken cancellationToken)
    {
        var strings = new StringTable();
        var whole = 0L;
        using var iterator = _database.NewIterator();
        for (iterator.SeekToFirst(); iterator.Valid(); iterator.Next())
        {
            whole += EncodedRecords.IsWhole(iterator.Value(), strings) ? 1 : 0;
        }

        return ValueTask.FromResult(whole);
    }

    public async ValueTask DisposeAsync()
    {
        await _commits.DisposeAsync();
        _database.Dispose();
    }

    private void Commit(List<byte[]> records)
    {
        using var batch = new WriteBatch();
        foreach (var record in records)
        {
            var key = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(key, _next++);
            batch.Put(key, record);
        }

        _database.Write(batch, _synced);
    }
}
