using System.Collections.Concurrent;
using Soc.GrainInterfaces.Storage;

namespace Soc.Grains.Tests.Response;

/// <summary>
/// A store in which an activation dies at a write of its state: before it is stored, or after, so that it never hears of it. For the activation it looks as if
/// another one had written. It can also be away.
/// </summary>
internal sealed class KillingStore(IEntityStore inner) : IEntityStore
{
    private readonly ConcurrentDictionary<string, int> _writes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _dead = new(StringComparer.Ordinal);

    /// <summary>At which write of a key its writer dies, and whether it is stored then.</summary>
    public ConcurrentDictionary<string, (int Write, bool IsStored)> Deaths { get; } = new(StringComparer.Ordinal);

    public int Killed => _dead.Count;

    /// <summary>The whole process is as good as dead for a key whose writer died: nothing of it is read or written any more.</summary>
    public bool IsForGood { get; set; }

    /// <summary>Keys that can be neither read nor written now.</summary>
    public Predicate<string> IsAway { get; set; } = _ => false;

    public bool IsDead(string key) => _dead.ContainsKey(key);

    public int Writes(string key) => _writes.GetValueOrDefault(key);

    public ValueTask<StoredEntity?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        Check(key);
        return inner.ReadAsync(key, cancellationToken);
    }

    public async ValueTask WriteAsync(string key, ReadOnlyMemory<byte> snapshot, EntityWriter writer, CancellationToken cancellationToken)
    {
        Check(key);
        var number = _writes.AddOrUpdate(key, 1, (_, n) => n + 1);
        var dies = Deaths.TryGetValue(key, out var death) && death.Write == number;
        if (!dies || death.IsStored)
        {
            await inner.WriteAsync(key, snapshot, writer, cancellationToken);
        }

        if (dies)
        {
            _dead[key] = true;
            throw EntityConflictException.Of(key);
        }
    }

    public ValueTask<long> CountAsync(string keyPrefix, CancellationToken cancellationToken) => inner.CountAsync(keyPrefix, cancellationToken);

    public ValueTask<long> ReadOffsetAsync(int partition, CancellationToken cancellationToken) => inner.ReadOffsetAsync(partition, cancellationToken);

    public ValueTask WriteOffsetAsync(int partition, long offset, CancellationToken cancellationToken) => inner.WriteOffsetAsync(partition, offset, cancellationToken);

    private void Check(string key)
    {
        if (IsAway(key) || (IsForGood && IsDead(key)))
        {
            throw new IOException("The store is away.");
        }
    }
}
