using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Soc.GrainInterfaces.Entities;
using Soc.Model.Entities;

namespace Soc.Silo.Ingest.Silos;

/// <summary>Asks other silos for what their entities are to do, many in one message. A silo that fails is forgotten with all that was to go there: the entities' grains are called.</summary>
public sealed partial class OtherSilos(EntityPlaces places, Func<SiloAddress, IHandOverService> serviceOf, ILogger<OtherSilos> logger)
{
    public EntityPlaces Places { get; } = places;

    /// <returns>For each item the activation; 0 when its grain must be called.</returns>
    public Task<long[]> ApplyAsync(SiloAddress silo, int partition, IReadOnlyList<HandOverItem> items, CancellationToken cancellationToken) =>
        AskAsync(silo, [.. items.Select(i => i.Key)], () => serviceOf(silo).ApplyAsync(new HandOverBatch(partition, [.. items]), cancellationToken), cancellationToken);

    /// <returns>For each key the activation; 0 when its grain must be called.</returns>
    public Task<long[]> CheckpointAsync(SiloAddress silo, EntityKey[] keys, CancellationToken cancellationToken) =>
        AskAsync(silo, keys, () => serviceOf(silo).CheckpointAsync(keys, cancellationToken), cancellationToken);

    private async Task<long[]> AskAsync(SiloAddress silo, EntityKey[] keys, Func<ValueTask<long[]>> ask, CancellationToken cancellationToken)
    {
        long[] activations;
        try
        {
            activations = await ask();
        }
#pragma warning disable CA1031 // whatever happened there, each entity's grain is called instead, wherever it lives by now
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(e, silo, keys.Length);
            activations = new long[keys.Length];
        }

        for (var i = 0; i < keys.Length; i++)
        {
            if (activations[i] == 0)
            {
                Places.Forget(keys[i]);
            }
        }

        return activations;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Silo} did not take what was for {Count} of its entities; their grains are called")]
    private partial void LogFailed(Exception exception, SiloAddress silo, int count);
}
