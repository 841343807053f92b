namespace Soc.GrainInterfaces.Storage;

/// <summary>Snapshots of entities, by key. Written in the background, many at once; group commit inside.</summary>
public interface IEntityStore
{
    /// <summary>The last durable snapshot, or null.</summary>
    ValueTask<byte[]?> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Completes when durable. A later write of the same key wins; concurrent writers share a commit.</summary>
    ValueTask WriteAsync(string key, ReadOnlyMemory<byte> snapshot, CancellationToken cancellationToken);

    /// <summary>Number of entities stored whose key starts with a prefix.</summary>
    ValueTask<long> CountAsync(string keyPrefix, CancellationToken cancellationToken);

    /// <summary>Offset from which a partition must be replayed after a restart; 0 when never committed.</summary>
    ValueTask<long> ReadOffsetAsync(int partition, CancellationToken cancellationToken);

    /// <summary>Completes when durable, and never before the snapshots written earlier.</summary>
    ValueTask WriteOffsetAsync(int partition, long offset, CancellationToken cancellationToken);
}
