using Orleans;
using Orleans.CodeGeneration;
using Orleans.Services;
using Soc.Model.Entities;

namespace Soc.GrainInterfaces.Entities;

/// <summary>
/// One of each silo: takes events and checkpoints for all the entities that live there in one message, instead of a call to each. What it
/// cannot do, the entity's own grain is asked for.
/// </summary>
[Alias(WireNames.HandOverService), Version(1)]
public interface IHandOverService : IGrainService
{
    /// <summary>As <see cref="IEntityGrain.ApplyAsync"/> for each entity. When it fails, any of them may have taken their events: they are offered again.</summary>
    /// <returns>For each item the activation, or 0 when the entity does not live there: then its grain must be called.</returns>
    [Alias("apply")]
    ValueTask<long[]> ApplyAsync(HandOverBatch batch, CancellationToken cancellationToken);

    /// <summary>As <see cref="IEntityGrain.CheckpointAsync"/> for each entity.</summary>
    /// <returns>For each key the activation, or 0 when the entity does not live there or could not be stored as it was: then its grain must be called.</returns>
    [Alias("checkpoint")]
    ValueTask<long[]> CheckpointAsync(EntityKey[] keys, CancellationToken cancellationToken);
}
