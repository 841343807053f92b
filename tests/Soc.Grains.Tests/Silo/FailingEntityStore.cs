using Soc.GrainInterfaces.Storage;

namespace Soc.Grains.Tests.Silo;

/// <summary>The real store behind an <see cref="Outage"/>.</summary>
internal sealed class FailingEntityStore(IEntityStore inner, Outage outage) : IEntityStore
{
    public ValueTask<StoredEntity?> ReadAsync(string key, CancellationToken cancellationToken) => inner.ReadAsync(key, cancellationToken);

    public ValueTask WriteAsync(string key, ReadOnlyMemory<byte> snapshot, EntityWriter writer, CancellationToken cancellationToken)
    {
        outage.Check();
        return inner.WriteAsync(key, snapshot, writer, cancellationToken);
    }

    public ValueTask<long> CountAsync(string keyPrefix, CancellationToken cancellationToken) => inner.CountAsync(keyPrefix, cancellationToken);

    public ValueTask<long> ReadOffsetAsync(int partition, CancellationToken cancellationToken) => inner.ReadOffsetAsync(partition, cancellationToken);

    public ValueTask WriteOffsetAsync(int partition, long offset, CancellationToken cancellationToken)
    {
        outage.Check();
        return inner.WriteOffsetAsync(partition, offset, cancellationToken);
    }
}
