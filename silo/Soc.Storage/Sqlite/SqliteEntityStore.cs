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
        """
        ALTER TABLE entities ADD COLUMN writer INTEGER NOT NULL DEFAULT -1;
        ALTER TABLE entities ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
        """,
    ];

    public ValueTask<StoredEntity?> ReadAsync(string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(c => c.Query(
            "SELECT state, writer, version FROM entities WHERE key = $key",
            r => new StoredEntity(r.GetFieldValue<byte[]>(0), new EntityStamp(r.GetInt64(1), r.GetInt64(2))),
            ("$key", key)) is [var stored] ? stored : (StoredEntity?)null));

    public async ValueTask WriteAsync(string key, ReadOnlyMemory<byte> snapshot, EntityWriter writer, CancellationToken cancellationToken)
    {
        // The caller waits for the commit, so that his array may be handed on as it is.
        var bytes = MemoryMarshal.TryGetArray(snapshot, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : snapshot.ToArray();
        var changed = await database.WriteAsync(c => c.Execute(
            """
            INSERT INTO entities (key, state, writer, version) VALUES ($key, $state, $writer, 1)
            ON CONFLICT (key) DO UPDATE SET state = excluded.state, writer = excluded.writer, version = entities.version + 1
            WHERE entities.writer = excluded.writer OR (entities.writer = $beganWriter AND entities.version = $beganVersion)
            """,
            ("$key", key), ("$state", bytes), ("$writer", writer.Number), ("$beganWriter", writer.Began.Writer), ("$beganVersion", writer.Began.Version)));
        if (changed == 0)
        {
            throw EntityConflictException.Of(key);
        }
    }

    public ValueTask<long> CountAsync(string keyPrefix, CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(c => (long)c.Scalar(
            "SELECT COUNT(*) FROM entities WHERE key >= $from AND key < $to",
            ("$from", keyPrefix), ("$to", keyPrefix + "\U0010ffff"))!));

    public ValueTask<long> ReadOffsetAsync(int partition, CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(c => (long?)c.Scalar("SELECT next FROM offsets WHERE partition = $partition", ("$partition", partition)) ?? 0));

    public async ValueTask WriteOffsetAsync(int partition, long offset, CancellationToken cancellationToken) =>
        await database.WriteAsync(c => c.Execute(
            "INSERT INTO offsets (partition, next) VALUES ($partition, $next) ON CONFLICT (partition) DO UPDATE SET next = MAX(next, excluded.next)",
            ("$partition", partition), ("$next", offset)));
}
