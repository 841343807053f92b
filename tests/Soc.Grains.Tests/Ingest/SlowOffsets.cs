using Microsoft.Extensions.Time.Testing;
using Soc.GrainInterfaces.Storage;

namespace Soc.Grains.Tests.Ingest;

/// <summary>A store without entities whose writes take as long as a test says.</summary>
internal sealed class SlowOffsets(FakeTimeProvider time) : IEntityStore
{
    public TimeSpan WriteTakes { get; set; }

    public ValueTask<StoredEntity?> ReadAsync(string key, CancellationToken cancellationToken) => ValueTask.FromResult<StoredEntity?>(null);

    public ValueTask WriteAsync(string key, ReadOnlyMemory<byte> snapshot, EntityWriter writer, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<long> CountAsync(string keyPrefix, CancellationToken cancellationToken) => ValueTask.FromResult(0L);

    public ValueTask<long> ReadOffsetAsync(int partition, CancellationToken cancellationToken) => ValueTask.FromResult(0L);

    public ValueTask WriteOffsetAsync(int partition, long offset, CancellationToken cancellationToken)
    {
        time.Advance(WriteTakes);
        return ValueTask.CompletedTask;
    }
}
