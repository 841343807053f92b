using Orleans.Runtime;
using Soc.Model.Entities;
using Soc.Silo.Ingest.Silos;

namespace Soc.Silo.Ingest;

/// <summary>
/// Stores the entities of a checkpoint round: those that are live here directly, those of other silos by a message to the silo, and who is
/// not where he was thought to be by a call to his grain.
/// </summary>
public sealed class EntitySaver(LocalHandOver local, EntityCalls calls, OtherSilos others, PumpOptions options)
{
    /// <returns>When every write has ended.</returns>
    public async Task<SavedEntities> SaveAsync(IReadOnlyCollection<KeyValuePair<EntityKey, long>> entities, CancellationToken cancellationToken)
    {
        var round = new Round();
        using var inFlight = new SemaphoreSlim(options.MaxCheckpointsInFlight, options.MaxCheckpointsInFlight);
        var tasks = new List<Task>();
        var elsewhere = new SiloGroups<KeyValuePair<EntityKey, long>>();
        await StartAsync(entities, round, inFlight, tasks, elsewhere, cancellationToken);
        var unknown = await Task.WhenAll(elsewhere.All.Select(silo => SaveThereAsync(silo.Key, silo.Value, round, cancellationToken)));
        await StartAsync(unknown.SelectMany(u => u), round, inFlight, tasks, elsewhere: null, cancellationToken);
        await Task.WhenAll(tasks);
        return round.Result();
    }

    /// <param name="elsewhere">Gets those that another silo has; null when there is no silo left to be asked, only their grains.</param>
    private async Task StartAsync(
        IEnumerable<KeyValuePair<EntityKey, long>> entities,
        Round round,
        SemaphoreSlim inFlight,
        List<Task> tasks,
        SiloGroups<KeyValuePair<EntityKey, long>>? elsewhere,
        CancellationToken cancellationToken)
    {
        var sinceYield = 0;
        foreach (var entity in entities)
        {
            if (elsewhere is not null && !local.IsLive(entity.Key) && others.Places.TryFind(entity.Key, out var silo))
            {
                elsewhere.Add(silo, entity);
                continue;
            }

            await inFlight.WaitAsync(CancellationToken.None);
            var task = SaveAsync(entity, round, cancellationToken);
            if (task.IsCompleted)
            {
                inFlight.Release();
            }
            else
            {
                tasks.Add(ReleaseAfterAsync(task, inFlight));
            }

            if (++sinceYield >= options.MaxEventsBeforeYield)
            {
                sinceYield = 0;
                tasks.RemoveAll(t => t.IsCompleted);
                await Task.Yield();
            }
        }
    }

    /// <returns>Those that were not there: their grains must be called.</returns>
    private async Task<List<KeyValuePair<EntityKey, long>>> SaveThereAsync(SiloAddress silo, List<KeyValuePair<EntityKey, long>> entities, Round round, CancellationToken cancellationToken)
    {
        var unknown = new List<KeyValuePair<EntityKey, long>>();
        foreach (var part in entities.Chunk(options.MaxCheckpointsInFlight))
        {
            var activations = new long[part.Length];
            try
            {
                activations = await others.CheckpointAsync(silo, [.. part.Select(e => e.Key)], cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // Each is asked for itself, and says so.
            }

            for (var i = 0; i < part.Length; i++)
            {
                if (activations[i] == 0)
                {
                    unknown.Add(part[i]);
                }
                else if (activations[i] != part[i].Value)
                {
                    round.IsLost();
                }
            }
        }

        return unknown;
    }

    private static async Task ReleaseAfterAsync(Task task, SemaphoreSlim inFlight)
    {
        await task;
        inFlight.Release();
    }

    private async Task SaveAsync(KeyValuePair<EntityKey, long> entity, Round round, CancellationToken cancellationToken)
    {
        try
        {
            if (await local.SaveAsync(entity.Key) != entity.Value && await calls.CheckpointAsync(entity.Key, cancellationToken) != entity.Value)
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
