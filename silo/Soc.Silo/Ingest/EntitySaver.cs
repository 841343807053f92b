using System.Runtime.InteropServices;
using Orleans.Runtime;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Model.Entities;
using Soc.Silo.Ingest.Silos;

namespace Soc.Silo.Ingest;

/// <summary>
/// Stores the entities of a checkpoint round: those that are live here directly, those of other silos by a message to the silo, and who is
/// not where he was thought to be by a call to his grain.
/// </summary>
public sealed class EntitySaver(LiveEntities live, EntityCalls calls, OtherSilos others, IEntityStore store, EntitySnapshotCodec codec, PumpOptions options)
{
    /// <returns>When every write has ended.</returns>
    public async Task<SavedEntities> SaveAsync(IReadOnlyCollection<KeyValuePair<EntityKey, long>> entities, CancellationToken cancellationToken)
    {
        var round = new Round();
        using var inFlight = new SemaphoreSlim(options.MaxCheckpointsInFlight, options.MaxCheckpointsInFlight);
        var tasks = new List<Task>();
        var elsewhere = new Dictionary<SiloAddress, List<KeyValuePair<EntityKey, long>>>();
        var sinceYield = 0;
        foreach (var entity in entities)
        {
            if (!live.TryFind(entity.Key, out _) && others.Places.TryFind(entity.Key, out var silo))
            {
                ref var there = ref CollectionsMarshal.GetValueRefOrAddDefault(elsewhere, silo, out _);
                (there ??= []).Add(entity);
                continue;
            }

            await inFlight.WaitAsync(CancellationToken.None);
            try
            {
                var task = StartAsync(entity, round, cancellationToken);
                if (task.IsCompleted)
                {
                    inFlight.Release();
                }
                else
                {
                    tasks.Add(ReleaseAfterAsync(task, inFlight));
                }
            }
            finally
            {
                if (++sinceYield >= options.MaxEventsBeforeYield)
                {
                    sinceYield = 0;
                    tasks.RemoveAll(t => t.IsCompleted);
                    await Task.Yield();
                }
            }
        }

        foreach (var (silo, there) in elsewhere)
        {
            tasks.AddRange(there.Chunk(options.MaxCheckpointsInFlight).Select(part => SaveThereAsync(silo, part, round, cancellationToken)));
        }

        await Task.WhenAll(tasks);
        return round.Result();
    }

    private async Task SaveThereAsync(SiloAddress silo, KeyValuePair<EntityKey, long>[] entities, Round round, CancellationToken cancellationToken)
    {
        var activations = new long[entities.Length];
        try
        {
            activations = await others.CheckpointAsync(silo, [.. entities.Select(e => e.Key)], cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Each is asked below, and says so for itself.
        }

        var unknown = new List<KeyValuePair<EntityKey, long>>();
        for (var i = 0; i < entities.Length; i++)
        {
            if (activations[i] == 0)
            {
                unknown.Add(entities[i]);
            }
            else if (activations[i] != entities[i].Value)
            {
                round.IsLost();
            }
        }

        await Parallel.ForEachAsync(
            unknown,
            new ParallelOptions { MaxDegreeOfParallelism = options.MaxCheckpointsInFlight },
            async (entity, _) => await StartAsync(entity, round, cancellationToken));
    }

    private static async Task ReleaseAfterAsync(Task task, SemaphoreSlim inFlight)
    {
        await task;
        inFlight.Release();
    }

    private async Task StartAsync(KeyValuePair<EntityKey, long> entity, Round round, CancellationToken cancellationToken)
    {
        try
        {
            if (!await IsStoredHereAsync(entity) && await calls.CheckpointAsync(entity.Key, cancellationToken) != entity.Value)
            {
                round.IsLost();
            }
        }
#pragma warning disable CA1031 // any failure keeps the entity for the next round; nothing is committed past it
        catch (Exception e)
#pragma warning restore CA1031
        {
            round.Failed(entity, e);
        }
    }

    /// <returns>False when only its grain can tell.</returns>
    private async ValueTask<bool> IsStoredHereAsync(KeyValuePair<EntityKey, long> entity) =>
        live.TryFind(entity.Key, out var here)
        && here.Activation == entity.Value
        && await here.SaveAsync(store, codec) is Saving.Clean or Saving.Stored;

    private sealed class Round
    {
        private readonly List<KeyValuePair<EntityKey, long>> _failed = [];
        private int _lost;
        private Exception? _reason;

        public void IsLost() => Interlocked.Increment(ref _lost);

        public void Failed(KeyValuePair<EntityKey, long> entity, Exception reason)
        {
            lock (_failed)
            {
                _failed.Add(entity);
                _reason = reason;
            }
        }

        public SavedEntities Result() => new(_failed, _lost, _reason);
    }
}
