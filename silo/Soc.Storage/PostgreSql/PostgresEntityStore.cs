using System.Runtime.InteropServices;
using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.PostgreSql;

/// <inheritdoc cref="IEntityStore"/>
/// <remarks>Has a writer of its own: snapshots by the thousand must not keep an incident waiting.</remarks>
public sealed class PostgresEntityStore(PostgresDatabase database) : IEntityStore, IAsyncDisposable
{
    private readonly PostgresEntityWriter _writer = new(database);

    public async ValueTask<StoredEntity?> ReadAsync(string key, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "SELECT state, writer, version FROM soc.entities WHERE key = $1",
            r => new StoredEntity(r.GetFieldValue<byte[]>(0), new EntityStamp(r.GetInt64(1), r.GetInt64(2))),
            [key],
            cancellationToken) is [var stored] ? stored : null;

    public async ValueTask WriteAsync(string key, ReadOnlyMemory<byte> snapshot, EntityWriter writer, CancellationToken cancellationToken)
    {
        // The caller waits for the commit, so that his array may be handed on as it is.
        var bytes = MemoryMarshal.TryGetArray(snapshot, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : snapshot.ToArray();
        await _writer.WriteAsync(EntityWrite.Snapshot(key, bytes, writer));
    }

    public async ValueTask<long> CountAsync(string keyPrefix, CancellationToken cancellationToken) =>
        (await database.QueryAsync(
            "SELECT COUNT(*) FROM soc.entities WHERE key >= $1 AND key < $2",
            r => r.GetInt64(0),
            [keyPrefix, keyPrefix + "\U0010ffff"],
            cancellationToken))[0];

    public async ValueTask<long> ReadOffsetAsync(int partition, CancellationToken cancellationToken) =>
        (await database.QueryAsync("SELECT next FROM soc.offsets WHERE partition = $1", r => r.GetInt64(0), [partition], cancellationToken)).FirstOrDefault();

    public async ValueTask WriteOffsetAsync(int partition, long offset, CancellationToken cancellationToken) =>
        await _writer.WriteAsync(EntityWrite.OffsetOf(partition, offset));

    /// <summary>Writes what waits, then ends.</summary>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();
}
