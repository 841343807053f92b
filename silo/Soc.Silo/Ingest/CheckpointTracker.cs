using System.Runtime.InteropServices;
using Soc.Grains.Entities;
using Soc.Model.Entities;

namespace Soc.Silo.Ingest;

/// <summary>
/// Which entities have changes that are not stored, and how far each partition is applied.
/// An entity is noted AFTER its call returned and BEFORE the position moves: a round that takes the notes and the
/// positions together therefore stores everything below those positions. One lock guards both: a note that went into the
/// set of a round that had begun already would be stored by no round at all.
/// </summary>
public sealed class CheckpointTracker : IDisposable
{
    private readonly Lock _gate = new();
    private readonly long[] _positions;
    private Dictionary<EntityKey, long> _dirty = [];
    private Dictionary<EntityKey, long> _storing = [];

    // Two tables take turns: of hundreds of thousands of entities, a new one each round would be garbage of the dearest kind.
    private Dictionary<EntityKey, long>? _spare;
    private CancellationTokenSource _epochEnd = new();
    private int _epoch;
    private int _round = 1;

    public CheckpointTracker(int partitionCount) => _positions = new long[partitionCount];

    /// <summary>Grows whenever state was lost and every partition must be read again from its stored offset.</summary>
    public int Epoch => Volatile.Read(ref _epoch);

    /// <summary>Entities with changes that are not stored.</summary>
    public int DirtyCount
    {
        get
        {
            lock (_gate)
            {
                return _dirty.Count;
            }
        }
    }

    public void Dispose() => _epochEnd.Dispose();

    /// <summary>Cancelled when the epoch ends: wakes a reader that waits for new entries while older ones must be read again.</summary>
    public CancellationToken EndOf(int epoch)
    {
        lock (_gate)
        {
            return epoch == _epoch ? _epochEnd.Token : new CancellationToken(canceled: true);
        }
    }

    /// <summary>
    /// Which activation has what was sent to an entity and is not stored yet; 0 when all is stored. Any other activation would have a
    /// gap, and take what comes after it: the entity must be asked to refuse that.
    /// </summary>
    /// <returns>False when the epoch is over: what the caller was about to send is read again by the next.</returns>
    public bool TryExpect(EntityKey entity, int epoch, out long activation)
    {
        lock (_gate)
        {
            activation = _dirty.GetValueOrDefault(entity, _storing.GetValueOrDefault(entity));
            return epoch == _epoch;
        }
    }

    /// <summary>As <see cref="TryExpect"/>, for an entity that is live here.</summary>
    /// <returns>False when it must be given nothing: the epoch is over, or is now, as this is another activation than the one before.</returns>
    public bool MayTake(LiveEntity entity, int epoch)
    {
        // Noted in this round means that it is the one expected; and when the epoch is the caller's afterwards, it was then, too.
        if (entity.NotedRound == Volatile.Read(ref _round) && epoch == Epoch)
        {
            return true;
        }

        if (!TryExpect(entity.Key, epoch, out var expected))
        {
            return false;
        }

        if (expected == 0 || expected == entity.Activation)
        {
            return true;
        }

        StateLost();
        return false;
    }

    /// <summary>Notes that an entity changed.</summary>
    /// <param name="expected">Of <see cref="TryExpect"/>.</param>
    /// <param name="activation">What the entity's grain returned: another number than before means that changes were lost.</param>
    /// <param name="epoch">The caller's: what an old one did is read again, and noted then.</param>
    public void Touched(EntityKey entity, long expected, long activation, int epoch)
    {
        bool isLost;
        lock (_gate)
        {
            isLost = epoch == _epoch && ((expected != 0 && expected != activation) || IsLostAfterNote(entity, activation));
        }

        if (isLost)
        {
            StateLost();
        }
    }

    /// <summary>Notes that entities which are live here changed; one that is noted for this round already costs a look.</summary>
    public void Touched(IReadOnlyList<LiveEntity> entities, int epoch)
    {
        var isLost = false;
        lock (_gate)
        {
            if (epoch != _epoch)
            {
                return;
            }

            foreach (var entity in entities)
            {
                if (entity.NotedRound != _round)
                {
                    entity.NotedRound = _round;
                    isLost |= IsLostAfterNote(entity.Key, entity.Activation);
                }
            }
        }

        if (isLost)
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

    /// <summary>The partition is another process's now: how far it is applied is for that one to say.</summary>
    public void Release(int partition)
    {
        lock (_gate)
        {
            _positions[partition] = 0;
        }
    }

    /// <summary>Begins a round: the entities to store, and the positions that are safe once all of them are; 0 where nothing is known to be.</summary>
    public CheckpointRound BeginRound()
    {
        lock (_gate)
        {
            _storing = _dirty;
            _dirty = _spare ?? [];
            _spare = null;
            Volatile.Write(ref _round, _round + 1);
            return new CheckpointRound(_storing, [.. _positions], _epoch);
        }
    }

    /// <summary>Ends a round; entities that could not be stored are taken into the next.</summary>
    public void EndRound(IEnumerable<KeyValuePair<EntityKey, long>> failed)
    {
        lock (_gate)
        {
            foreach (var (entity, activation) in failed)
            {
                _dirty.TryAdd(entity, activation);
            }

            _storing.Clear();
            _spare = _storing;
            _storing = [];
        }
    }

    /// <summary>State was lost: readers begin again from the stored offsets, and what they had reached is safe no longer.</summary>
    public void StateLost()
    {
        CancellationTokenSource ended;
        lock (_gate)
        {
            Volatile.Write(ref _epoch, _epoch + 1);
            Volatile.Write(ref _round, _round + 1);
            _dirty = [];
            _storing = [];
            Array.Clear(_positions);
            ended = _epochEnd;
            _epochEnd = new CancellationTokenSource();
        }

        // Outside the lock: whoever waited goes on within this call.
        ended.Cancel();
        ended.Dispose();
    }

    private bool IsLostAfterNote(EntityKey entity, long activation)
    {
        ref var noted = ref CollectionsMarshal.GetValueRefOrAddDefault(_dirty, entity, out var wasNoted);
        var isLost = (wasNoted && noted != activation) || (_storing.TryGetValue(entity, out var storing) && storing != activation);
        noted = wasNoted ? noted : activation;
        return isLost;
    }
}
