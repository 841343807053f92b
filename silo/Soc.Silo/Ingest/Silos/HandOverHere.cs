using Soc.GrainInterfaces.Entities;
using Soc.Model.Entities;

namespace Soc.Silo.Ingest.Silos;

/// <summary>Does for entities that live in this process what another silo asks for. Who lives elsewhere, or must do something else first, is answered with 0.</summary>
public sealed class HandOverHere(LocalHandOver local, EntityCalls calls)
{
    /// <inheritdoc cref="IHandOverService.ApplyAsync"/>
    public async ValueTask<long[]> ApplyAsync(HandOverBatch batch, CancellationToken cancellationToken)
    {
        var activations = new long[batch.Items.Length];
        List<Task>? handingOn = null;
        for (var i = 0; i < activations.Length; i++)
        {
            activations[i] = local.Apply(batch.Partition, batch.Items[i], out var hasRaised);
            if (hasRaised)
            {
                (handingOn ??= []).Add(HandOnAsync(i));
            }
        }

        await Task.WhenAll(handingOn ?? []);
        return activations;

        async Task HandOnAsync(int i)
        {
            // Another activation than the one that took them has nothing to hand on: these events are offered to it.
            var activation = await calls.HandOnAsync(batch.Items[i].Key, cancellationToken);
            activations[i] = activation == activations[i] ? activation : 0;
        }
    }

    /// <inheritdoc cref="IHandOverService.CheckpointAsync"/>
    public async ValueTask<long[]> CheckpointAsync(EntityKey[] keys)
    {
        var saving = new Task<long>[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            saving[i] = SaveAsync(keys[i]);
        }

        return await Task.WhenAll(saving);
    }

    private async Task<long> SaveAsync(EntityKey key)
    {
        try
        {
            return await local.SaveAsync(key);
        }
#pragma warning disable CA1031 // whatever fails here is told by the entity's grain, which is called next
        catch (Exception)
#pragma warning restore CA1031
        {
            return 0;
        }
    }
}
