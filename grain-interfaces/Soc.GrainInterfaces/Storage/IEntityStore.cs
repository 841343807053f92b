namespace Soc.GrainInterfaces.Storage;

/// <summary>Snapshots of entities, by key. Written in the background, many at once; group commit inside.</summary>
public interface IEntityStore
{
    /// <summary>The last durable snapshot, or null.</summary>
    ValueTask<StoredEntity?> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// Completes when durable. Writes of one writer take effect in the order in which they were begun, and may be repeated; writes of
    /// different keys share a commit.
    /// </summary>
    /// <exception cref="EntityConflictException">Somebody else wrote the entity since this writer began; nothing is changed.</exception>
    ValueTask WriteAsync(string key, ReadOnlyMemory<byte> snapshot, EntityWriter writer, CancellationToken cancellationToken);

    /// <summary>Number of entities stored whose key starts with a prefix.</summary>
    ValueTask<long> CountAsync(string keyPrefix, CancellationToken cancellationToken);

    /// <summary>Offset from which a partition must be replayed after a restart; 0 when never committed.</summary>
    ValueTask<long> ReadOffsetAsync(int partition, CancellationToken cancellationToken);

    /// <summary>Completes when durable, and never before the snapshots written earlier. Offsets only grow: a lower one than stored changes nothing.</summary>
    ValueTask WriteOffsetAsync(int partition, long offset, CancellationToken cancellationToken);
}
