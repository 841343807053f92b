using Orleans;

namespace Soc.GrainInterfaces.Entities;

/// <summary>What every entity grain does. Key: <see cref="Model.Entities.EntityKey"/> as text.</summary>
[Alias(WireNames.EntityGrain)]
public interface IEntityGrain : IGrainWithStringKey
{
    /// <summary>
    /// Applies the events that were not applied before (by partition and offset), and completes when the signals they gave
    /// rise to are durable on the incident side. Idempotent: a call whose outcome is unknown is made again.
    /// </summary>
    [Alias("apply")]
    ValueTask<EntityPlace> ApplyAsync(EntityBatch batch, CancellationToken cancellationToken);

    /// <summary>Completes when the signals of events that were handed over within the silo are durable on the incident side.</summary>
    /// <returns>The activation, as in <see cref="EntityPlace"/>.</returns>
    [Alias("handOn")]
    ValueTask<long> HandOnAsync(CancellationToken cancellationToken);

    /// <summary>Hands the state to the checkpoint store if it changed since the last time; completes when it is durable.</summary>
    /// <returns>The activation, as in <see cref="EntityPlace"/>.</returns>
    [Alias("checkpoint")]
    ValueTask<long> CheckpointAsync(CancellationToken cancellationToken);

    /// <summary>The live state in words.</summary>
    [Alias("view")]
    ValueTask<EntityView> ViewAsync(CancellationToken cancellationToken);
}
