using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Entities;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Grains.Hosting;
using Soc.Model.Entities;
using Soc.Model.Policies;

namespace Soc.Silo.Ingest.Silos;

/// <summary>Does for entities that live in this process what another silo asks for. Who lives elsewhere, or must do something else first, is answered with 0.</summary>
public sealed class HandOverHere(
    LiveEntities live, EntityCalls calls, IEntityStore store, EntitySnapshotCodec codec, IClientPolicies policies, SiloInstruments instruments)
{
    /// <inheritdoc cref="IHandOverService.ApplyAsync"/>
    public async ValueTask<long[]> ApplyAsync(HandOverBatch batch, CancellationToken cancellationToken)
    {
        var activations = new long[batch.Items.Length];
        List<Task>? handingOn = null;
        for (var i = 0; i < activations.Length; i++)
        {
            activations[i] = Take(batch.Partition, batch.Items[i], out var hasRaised);
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

    private long Take(int partition, in HandOverItem item, out bool hasRaised)
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

        var policy = policies.Find(item.Key.Client) ?? ClientPolicy.DefaultFor(item.Key.Client);
        var result = entity.Apply(partition, item.Events, policy, policies.ZoneOf(item.Key.Client));
        instruments.Report(entity);
        hasRaised = result == HandOver.Raised;
        return result == HandOver.Closed ? 0 : entity.Activation;
    }

    private async Task<long> SaveAsync(EntityKey key)
    {
        try
        {
            return live.TryFind(key, out var entity) && await entity.SaveAsync(store, codec) is Saving.Clean or Saving.Stored ? entity.Activation : 0;
        }
#pragma warning disable CA1031 // whatever fails here is told by the entity's grain, which is called next
        catch (Exception)
#pragma warning restore CA1031
        {
            return 0;
        }
    }
}
