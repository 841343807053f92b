using System.Globalization;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Documents;

namespace Soc.Storage.Redis;

/// <inheritdoc cref="IEntityStore"/>
/// <remarks>
/// Redis acknowledges before its replicas have a write, and with 'appendfsync everysec' before its disk has it: a fail-over can take
/// back the last moments. Hence it holds snapshots and offsets only, which the log can make again, never incidents or settings.
/// A loss takes back the end of what was written, and the offsets stand among the snapshots in the same server: what is left is a
/// pair that was true some moments ago, and a start from it replays the log from the older offset. A process that lives on through a
/// loss is the dangerous one, since it would write newer offsets over entities that it does not store again. So the writes of a process
/// are numbered, the server keeps the last number beside them, and an offset is taken only while the server has the number that it
/// acknowledged last; else no offset moves until the process is restarted. What must hold: one server (with replicas) for both, 'appendonly yes', 'maxmemory-policy
/// noeviction', and a log that keeps records for longer than such a loss is long, after they are checkpointed.
/// Counting walks every key of the database.
/// </remarks>
public sealed class RedisEntityStore(RedisDatabase database) : IEntityStore, IAsyncDisposable
{
    private readonly RedisEntityWriter _writer = new(database);

    public async ValueTask<StoredEntity?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        if (await database.ReadAsync(database.KeyOf(key), cancellationToken) is not { } stored)
        {
            return null;
        }

        return SnapshotHeader.Read(stored)
            ?? throw new InvalidOperationException($"The key of {key} in {database.Target} holds no snapshot of an entity: give each installation a {RedisOptions.Section}:KeyPrefix of its own.");
    }

    public async ValueTask WriteAsync(string key, ReadOnlyMemory<byte> snapshot, EntityWriter writer, CancellationToken cancellationToken) =>
        await _writer.WriteAsync(PendingEntityWrite.Snapshot(key, snapshot, writer));

    public ValueTask<long> CountAsync(string keyPrefix, CancellationToken cancellationToken) => database.CountAsync((string)database.KeyOf(keyPrefix)!, cancellationToken);

    public async ValueTask<long> ReadOffsetAsync(int partition, CancellationToken cancellationToken)
    {
        if (await database.ReadAsync(database.OffsetKeyOf(partition), cancellationToken) is not { } stored)
        {
            return 0;
        }

        return long.TryParse(stored, CultureInfo.InvariantCulture, out var offset)
            ? offset
            : throw new InvalidOperationException($"The offset of partition {partition} in {database.Target} is no number: give each installation a {RedisOptions.Section}:KeyPrefix of its own.");
    }

    public async ValueTask WriteOffsetAsync(int partition, long offset, CancellationToken cancellationToken) =>
        await _writer.WriteAsync(PendingEntityWrite.OffsetOf(partition, offset));

    /// <summary>Writes what waits, then ends.</summary>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();
}
