using System.Collections.Concurrent;
using Soc.Model.Entities;

namespace Soc.Silo.Ingest;

/// <summary>
/// Which entities have changes that are not stored, and how far each partition is applied.
/// An entity is noted AFTER its call returned and BEFORE the position moves: a round that takes the notes and the
/// positions together therefore stores everything below those positions.
/// </summary>
public sealed class CheckpointTracker
{
    private readonly Lock _gate = new();
    private readonly long[] _positions;
    private ConcurrentDictionary<EntityKey, long> _dirty = new();
    private ConcurrentDictionary<EntityKey, long> _storing = new();
    private int _epoch;

    public CheckpointTracker(int partitionCount) => _positions = new long[partitionCount];

    /// <summary>Grows whenever state was lost and every partition must be read again from its stored offset.</summary>
    public int Epoch => Volatile.Read(ref _epoch);

    /// <summary>Entities with changes that are not stored.</summary>
    public int DirtyCount => _dirty.Count;

    /// <summary>Notes that an entity changed.</summary>
    /// <param name="activation">What the entity's grain returned: another number than before means that changes were lost.</param>
    public void Touched(EntityKey entity, long activation)
    {
        var dirty = Volatile.Read(ref _dirty);
        var known = dirty.GetOrAdd(entity, activation);
        if (known != activation || (Volatile.Read(ref _storing).TryGetValue(entity, out var storing) && storing != activation))
        {
            StateLost();
        }
    }

    /// <summary>Everything below this offset of the partition is applied and noted.</summary>
    /// <param name="epoch">The epoch that the reader began in: a reader of an old epoch moves nothing.</param>
    public void Advance(int partition, long position, int epoch)
    {
        lock (_gate)
        {
            if (epoch == _epoch)
            {
                _positions[partition] = position;
            }
        }
    }

    /// <summary>Begins a round: the entities to store, and the positions that are safe once all of them are.</summary>
    public CheckpointRound BeginRound()
    {
        lock (_gate)
        {
            _storing = _dirty;
            Volatile.Write(ref _dirty, new ConcurrentDictionary<EntityKey, long>());
            return new CheckpointRound([.. _storing], [.. _positions], _epoch);
        }
    }

    /// <summary>Ends a round; entities that could not be stored are taken into the next.</summary>
    public void EndRound(IEnumerable<KeyValuePair<EntityKey, long>> failed)
    {
        foreach (var (entity, activation) in failed)
        {
            Volatile.Read(ref _dirty).TryAdd(entity, activation);
        }

        Volatile.Write(ref _storing, new ConcurrentDictionary<EntityKey, long>());
    }

    /// <summary>State was lost: readers begin again from the stored offsets.</summary>
    public void StateLost()
    {
        lock (_gate)
        {
            _epoch++;
            Volatile.Write(ref _dirty, new ConcurrentDictionary<EntityKey, long>());
        }
    }
}
