using Soc.Detection;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Grains.Entities;

/// <summary>
/// The state of one activation behind its gate. Its grain enters by the gate, and so does the pump of the same silo, which hands
/// events over without a message; whoever is inside is alone, and stays for the length of some detector steps only.
/// </summary>
/// <param name="core">The entity; nobody else may touch it.</param>
/// <param name="activation">Number of the activation.</param>
/// <param name="began">What of it was stored when the activation began.</param>
/// <param name="owner">Kept alive while there are changes to store.</param>
public sealed class LiveEntity(EntityCore core, long activation, EntityStamp began = default, IEntityOwner? owner = null)
{
    private readonly EntityWriter _writer = new(activation, began);
    private List<Signal>? _outbox;
    private int _storedSignals;
    private int _writes;
    private bool _isDirty;
    private bool _isClosed;
    private bool _isOver;

    public EntityKey Key => core.Key;

    /// <summary>Made each time: kept, it would be a tenth of what an entity of one event takes.</summary>
    private string StoreKey => core.Key.ToString();

    public long Activation => activation;

    /// <summary>The checkpoint round that this entity is noted for; kept by the tracker, under its lock.</summary>
    public int NotedRound { get; set; }

    /// <summary>A user's events are of one partition: a replay raises the same signals.</summary>
    private bool IsReplayedAlike => core.Key.Kind == EntityKind.User;

    /// <summary>Takes what an earlier activation had raised and perhaps not handed on.</summary>
    public void Restore(IReadOnlyList<Signal> outbox)
    {
        lock (core)
        {
            if (outbox.Count > 0)
            {
                (_outbox ??= []).AddRange(outbox);
                _storedSignals = outbox.Count;
                _isDirty = true;
            }
        }
    }

    /// <summary>Applies what is new of these events.</summary>
    public HandOver Apply(int partition, ReadOnlySpan<EnrichedEvent> events, ClientPolicy policy, TimeZoneInfo zone)
    {
        HandOver result;
        var isFirstChange = false;
        lock (core)
        {
            if (_isClosed)
            {
                return HandOver.Closed;
            }

            if (core.Apply(partition, events, policy, zone, ref _outbox) > 0)
            {
                isFirstChange = !_isDirty;
                _isDirty = true;
            }

            result = _outbox is { Count: > 0 } ? HandOver.Raised : HandOver.Applied;
        }

        // Outside the gate: the runtime takes the activation's lock for it, and holds that same lock while it lets the grain in here.
        if (isFirstChange)
        {
            owner?.KeepAlive();
        }

        return result;
    }

    /// <summary>
    /// Signals to hand on now. Those of a device or an address, whose partitions come in another order after a crash, are stored
    /// before anybody hears of them, so that they are raised once.
    /// </summary>
    /// <param name="stored">Completes when they may be handed on.</param>
    public Signal[] TakeRaised(IEntityStore store, EntitySnapshotCodec codec, out ValueTask stored)
    {
        stored = ValueTask.CompletedTask;
        lock (core)
        {
            if (_outbox is not { Count: > 0 })
            {
                return [];
            }

            if (!IsReplayedAlike && _storedSignals < _outbox.Count)
            {
                stored = GuardedAsync(store.WriteAsync(StoreKey, core.Save(codec, _outbox), _writer, CancellationToken.None));
            }

            return [.. _outbox];
        }
    }

    /// <summary>The first signals of those raised are stored.</summary>
    public void RaisedStored(int count)
    {
        lock (core)
        {
            _storedSignals = Math.Max(_storedSignals, count);
        }
    }

    /// <summary>The first signals of those raised are durable on the incident side.</summary>
    public void HandedOn(int count)
    {
        lock (core)
        {
            _outbox!.RemoveRange(0, count);
            _storedSignals = Math.Max(0, _storedSignals - count);
            if (_outbox.Count == 0)
            {
                _outbox = null;
            }
        }
    }

    /// <summary>Stores what changed. The write is queued within the gate, so that writes of one entity keep their order.</summary>
    /// <returns>When it is durable, or when there was nothing to do or something else must be done first.</returns>
    /// <exception cref="EntityConflictException">Another activation has the entity: this one ends, and its changes are replayed to the other.</exception>
    /// <exception cref="Exception">Whatever else the store says; what changed is kept for the next time.</exception>
    public ValueTask<Saving> SaveAsync(IEntityStore store, EntitySnapshotCodec codec)
    {
        ValueTask stored;
        lock (core)
        {
            if (_isOver)
            {
                return ValueTask.FromException<Saving>(EntityConflictException.Of(StoreKey));
            }

            if (!_isDirty)
            {
                return ValueTask.FromResult(_writes == 0 ? Saving.Clean : Saving.Busy);
            }

            if (_outbox is { Count: > 0 })
            {
                return ValueTask.FromResult(Saving.SignalsFirst);
            }

            stored = GuardedAsync(store.WriteAsync(StoreKey, core.Save(codec), _writer, CancellationToken.None));
            _isDirty = false;
            _writes++;
        }

        return StoredAsync(stored);
    }

    /// <summary>Takes nothing more from now on.</summary>
    /// <returns>False when the state must not be stored: there are signals that nobody was told of, or another activation has it.</returns>
    public bool Close()
    {
        lock (core)
        {
            _isClosed = true;
            return !_isOver && _outbox is not { Count: > 0 };
        }
    }

    /// <summary>Ends the activation, which stores what changed.</summary>
    public void Leave() => owner?.GiveUp("Its partition is read elsewhere.");

    /// <summary>The state in words.</summary>
    public GrainInterfaces.Entities.EntityView View(ClientPolicy policy, TimeZoneInfo zone)
    {
        lock (core)
        {
            return core.View(policy, zone);
        }
    }

    /// <summary>True when <see cref="TakeCounts"/> has something to tell.</summary>
    public bool HasCounts => core.HasCounts;

    /// <summary>Events that came twice, and detector steps that threw, since the last time this was asked.</summary>
    public EntityCounts TakeCounts()
    {
        lock (core)
        {
            return core.TakeCounts();
        }
    }

    // Outside the gate again, once the store has answered.
    private async ValueTask GuardedAsync(ValueTask stored)
    {
        try
        {
            await stored;
        }
        catch (EntityConflictException)
        {
            lock (core)
            {
                _isClosed = _isOver = true;
            }

            owner?.GiveUp("Another activation has written the entity.");
            throw;
        }
    }

    private async ValueTask<Saving> StoredAsync(ValueTask stored)
    {
        var isDurable = false;
        try
        {
            await stored;
            isDurable = true;
            return Saving.Stored;
        }
        finally
        {
            lock (core)
            {
                _writes--;
                _isDirty |= !isDurable;
            }
        }
    }
}
