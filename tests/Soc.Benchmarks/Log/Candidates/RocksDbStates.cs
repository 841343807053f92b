using System.Runtime.InteropServices;
using System.Text;
using RocksDbSharp;

namespace Soc.Benchmarks.Log.Candidates;

/// <summary>Entity states in RocksDB with group commit and sync.</summary>
internal sealed class RocksDbStates : IAsyncDisposable
{
    private readonly WriteOptions _synced = new WriteOptions().SetSync(true);
    private readonly RocksDb _database;
    private readonly GroupCommit<State> _commits;

    public RocksDbStates(string folder)
    {
        _database = RocksDb.Open(new DbOptions().SetCreateIfMissing(true), folder);
        _commits = new GroupCommit<State>(Commit);
    }

    public ValueTask WriteAsync(string key, byte[] state, CancellationToken cancellationToken) =>
        _commits.WriteAsync([new State(Encoding.UTF8.GetBytes(key), state)], cancellationToken);

    /// <summary>Bytes of the state; 0 when there is none.</summary>
    public int Read(string key) => _database.Get(Encoding.UTF8.GetBytes(key))?.Length ?? 0;

    public async ValueTask DisposeAsync()
    {
        await _commits.DisposeAsync();
        _database.Dispose();
    }

    private void Commit(List<State> states)
    {
        using var batch = new WriteBatch();
        foreach (var (key, bytes) in states)
        {
            batch.Put(key, bytes);
        }

        _database.Write(batch, _synced);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct State(byte[] Key, byte[] Bytes);
}
