using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.PostgreSql;

/// <summary>A snapshot, or an offset when there is no key.</summary>
internal sealed class EntityWrite(string? key, byte[] state, EntityWriter writer, int partition, long offset) : PostgresWrite
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string? Key { get; } = key;

    public byte[] State { get; } = state;

    public EntityWriter Writer { get; } = writer;

    /// <summary>Somebody else wrote the entity: set within the transaction, told after it.</summary>
    public bool IsRefused { get; set; }

    public int Partition { get; } = partition;

    public long Offset { get; } = offset;

    public Task Done => _done.Task;

    public override int Bytes => State.Length;

    public override bool NeedsAllBefore => Key is null;

    public static EntityWrite Snapshot(string key, byte[] state, EntityWriter writer) => new(PostgresText.Storable(key), state, writer, 0, 0);

    public static EntityWrite OffsetOf(int partition, long offset) => new(null, [], default, partition, offset);

    public override void Complete()
    {
        if (IsRefused)
        {
            _done.TrySetException(EntityConflictException.Of(Key!));
        }
        else
        {
            _done.TrySetResult();
        }
    }

    public override void Fail(Exception reason) => _done.TrySetException(reason);
}
