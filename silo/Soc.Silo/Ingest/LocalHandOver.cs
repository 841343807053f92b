using System.Runtime.InteropServices;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Model.Entities;

namespace Soc.Silo.Ingest;

/// <summary>Gives events to an entity that is live in this process, and stores it, without a message. A call costs several times what the detectors do.</summary>
public sealed class LocalHandOver(LiveEntities live, CheckpointTracker tracker, EntityWork work, IEntityStore store, EntitySnapshotCodec codec)
{
    public bool IsLive(EntityKey key) => live.TryFind(key, out _);

    /// <param name="epoch">The caller's epoch, see <see cref="CheckpointTracker.MayTake"/>.</param>
    /// <param name="entity">Who took the events; null when nobody here did.</param>
    /// <returns><see cref="HandOver.Closed"/> when the entity is not live here: then its grain must be called.</returns>
    public HandOver Apply(EntityKey key, int partition, List<EnrichedEvent> events, int epoch, out LiveEntity? entity)
    {
        if (!live.TryFind(key, out entity))
        {
            return HandOver.Closed;
        }

        return tracker.MayTake(entity, epoch) ? work.Apply(entity, partition, CollectionsMarshal.AsSpan(events)) : HandOver.Refused;
    }

    /// <summary>For another silo's pump, which knows which activation it follows.</summary>
    /// <param name="hasRaised">There are signals to hand on.</param>
    /// <returns>The activation that is here, which took the events when it is the expected one; 0 when the entity's grain must be called.</returns>
    public long Apply(int partition, in GrainInterfaces.Entities.HandOverItem item, out bool hasRaised)
    {
        hasRaised = false;
        if (!live.TryFind(item.Key, out var entity))
        {
            return 0;
        }

        if (item.Expected != 0 && item.Expected != entity.Activation)
        {
            return entity.Activation;
        }

        var result = work.Apply(entity, partition, item.Events);
        hasRaised = result == HandOver.Raised;
        return result == HandOver.Closed ? 0 : entity.Activation;
    }

    /// <summary>Stores what changed of an entity.</summary>
    /// <returns>The activation that is stored; 0 when the entity is not live here, or must do something else first: its grain must be called.</returns>
    /// <exception cref="Exception">Whatever the store says.</exception>
    public async ValueTask<long> SaveAsync(EntityKey key) =>
        live.TryFind(key, out var entity) && await entity.SaveAsync(store, codec) is Saving.Clean or Saving.Stored ? entity.Activation : 0;
}
