using System.Runtime.InteropServices;
using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.Sqlite;

/// <inheritdoc cref="IEntityStore"/>
public sealed class SqliteEntityStore(SqliteDatabase database) : IEntityStore
{
    // Not WITHOUT ROWID: a row of a kilobyte and more does not fit a page of an index, and would spill into an overflow page each.
    internal static readonly string[] Migrations =
    [
        """
        CREATE TABLE entities (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, state BLOB NOT NULL);
        CREATE TABLE offsets (partition INTEGER PRIMARY KEY, next INTEGER NOT NULL);
        """,
    ];

    public ValueTask<byte[]?> ReadAsync(string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(c => (byte[]?)c.Scalar("SELECT state FROM entities WHERE key = $key", ("$key", key))));

    public async ValueTask WriteAsync(string key, ReadOnlyMemory<byte> snapshot, CancellationToken cancellationToken)
    {
        // The caller waits for the commit, so that his array may be handed on as it is.
        var bytes = MemoryMarshal.TryGetArray(snapshot, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : snapshot.ToArray();
        await database.WriteAsync(c => c.Execute(
            "INSERT INTO entities (key, state) VALUES ($key, $state) ON CONFLICT (key) DO UPDATE SET state = excluded.state",
            ("$key", key), ("$state", bytes)));
    }

    public ValueTask<long> CountAsync(string keyPrefix, CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(c => (long)c.Scalar(
            "SELECT COUNT(*) FROM entities WHERE key >= $from AND key < $to",
            ("$from", keyPrefix), ("$to", keyPrefix + "\U0010ffff"))!));

    public ValueTask<long> ReadOffsetAsync(int partition, CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(c => (long?)c.Scalar("SELECT next FROM offsets WHERE partition = $partition", ("$partition", partition)) ?? 0));

    public async ValueTask WriteOffsetAsync(int partition, long offset, CancellationToken cancellationToken) =>
        await database.WriteAsync(c => c.Execute(
            "INSERT INTO offsets (partition, next) VALUES ($partition, $next) ON CONFLICT (partition) DO UPDATE SET next = excluded.next",
            ("$partition", partition), ("$next", offset)));
}
