using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.Documents;

/// <summary>A snapshot that waits to be written, or an offset when there is no key.</summary>
internal sealed class PendingEntityWrite(string? key, ReadOnlyMemory<byte> state, EntityWriter writer, int partition, long offset)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string? Key { get; } = key;

    public ReadOnlyMemory<byte> State { get; } = state;

    public EntityWriter Writer { get; } = writer;

    public int Partition { get; } = partition;

    public long Offset { get; } = offset;

    public Task Done => _done.Task;

    public static PendingEntityWrite Snapshot(string key, ReadOnlyMemory<byte> state, EntityWriter writer) => new(key, state, writer, 0, 0);

    public static PendingEntityWrite OffsetOf(int partition, long offset) => new(null, default, default, partition, offset);

    public void Complete() => _done.TrySetResult();

    public void Fail(Exception reason) => _done.TrySetException(reason);
}
