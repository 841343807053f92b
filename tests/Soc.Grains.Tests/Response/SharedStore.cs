using Soc.GrainInterfaces.Storage;

namespace Soc.Grains.Tests.Response;

/// <summary>Another silo's store, except for reminders: those are each silo's own.</summary>
internal sealed class SharedStore(IEntityStore own, IEntityStore shared) : IEntityStore
{
    public ValueTask<StoredEntity?> ReadAsync(string key, CancellationToken cancellationToken) => Of(key).ReadAsync(key, cancellationToken);

    public ValueTask WriteAsync(string key, ReadOnlyMemory<byte> snapshot, EntityWriter writer, CancellationToken cancellationToken) => Of(key).WriteAsync(key, snapshot, writer, cancellationToken);

    public ValueTask<long> CountAsync(string keyPrefix, CancellationToken cancellationToken) => Of(keyPrefix).CountAsync(keyPrefix, cancellationToken);

    public ValueTask<long> ReadOffsetAsync(int partition, CancellationToken cancellationToken) => own.ReadOffsetAsync(partition, cancellationToken);

    public ValueTask WriteOffsetAsync(int partition, long offset, CancellationToken cancellationToken) => own.WriteOffsetAsync(partition, offset, cancellationToken);

    private IEntityStore Of(string key) => key.StartsWith("*/reminders/", StringComparison.Ordinal) ? own : shared;
}
