using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Model.Entities;

namespace Soc.Silo.Ingest;

/// <summary>Stores the entities of a checkpoint round: those that are live here directly, the others by a call to their grain.</summary>
public sealed class EntitySaver(LiveEntities live, EntityCalls calls, IEntityStore store, EntitySnapshotCodec codec, PumpOptions options)
{
    /// <returns>When every write has ended.</returns>
    public async Task<SavedEntities> SaveAsync(IReadOnlyCollection<KeyValuePair<EntityKey, long>> entities, CancellationToken cancellationToken)
    {
        var round = new Round();
        using var inFlight = new SemaphoreSlim(options.MaxCheckpointsInFlight, options.MaxCheckpointsInFlight);
        var tasks = new List<Task>();
        var sinceYield = 0;
        foreach (var entity in entities)
        {
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

        await Task.WhenAll(tasks);
        return round.Result();
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
