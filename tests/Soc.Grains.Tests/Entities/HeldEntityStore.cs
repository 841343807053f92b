using Soc.GrainInterfaces.Storage;

namespace Soc.Grains.Tests.Entities;

/// <summary>A store whose writes wait until the test lets them end.</summary>
internal sealed class HeldEntityStore : IEntityStore
{
    private readonly List<(byte[] State, TaskCompletionSource Done)> _writes = [];

    /// <summary>Writes begun so far, oldest first.</summary>
    public IReadOnlyList<byte[]> Writes => [.. _writes.Select(w => w.State)];

    public void End(int write) => _writes[write].Done.SetResult();

    public void Fail(int write) => _writes[write].Done.SetException(new IOException("The disk is away."));

    public void Refuse(int write) => _writes[write].Done.SetException(new EntityConflictException());

    public ValueTask WriteAsync(string key, ReadOnlyMemory<byte> snapshot, EntityWriter writer, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _writes.Add((snapshot.ToArray(), done));
        return new ValueTask(done.Task);
    }

    public ValueTask<StoredEntity?> ReadAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<long> CountAsync(string keyPrefix, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<long> ReadOffsetAsync(int partition, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask WriteOffsetAsync(int partition, long offset, CancellationToken cancellationToken) => throw new NotSupportedException();
}
