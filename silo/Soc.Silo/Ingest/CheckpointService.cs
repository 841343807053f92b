using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Soc.EventLog;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Hosting;
using Soc.Model.Entities;

namespace Soc.Silo.Ingest;

/// <summary>Stores changed entities in the background and commits the offsets that are safe.</summary>
public sealed partial class CheckpointService(
    CheckpointTracker tracker,
    EntityCalls calls,
    IEventLog log,
    IEntityStore store,
    PumpOptions options,
    SiloInstruments instruments,
    TimeProvider time,
    ILogger<CheckpointService> logger) : BackgroundService
{
    private readonly SemaphoreSlim _round = new(1, 1);

    /// <summary>Sentence for health while rounds fail; null when the last one worked.</summary>
    public string? Problem { get; private set; }

    public override void Dispose()
    {
        _round.Dispose();
        base.Dispose();
    }

    /// <summary>One round, now.</summary>
    /// <returns>True when everything was stored.</returns>
    public async Task<bool> RunRoundAsync(CancellationToken cancellationToken)
    {
        await _round.WaitAsync(cancellationToken);
        try
        {
            return await StoreRoundAsync(cancellationToken);
        }
        finally
        {
            _round.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.CheckpointIntervalMs), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RunRoundAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The last round is made by the pump's own stop, after it applied what it had read.
        }
    }

    private async Task<bool> StoreRoundAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var round = tracker.BeginRound();
        var failed = new List<KeyValuePair<EntityKey, long>>();
        var lost = 0;
        Exception? reason = null;
        await Parallel.ForEachAsync(
            round.Entities,
            new ParallelOptions { MaxDegreeOfParallelism = options.MaxCheckpointsInFlight, CancellationToken = CancellationToken.None },
            async (entity, _) =>
            {
                try
                {
                    if (await calls.CheckpointAsync(entity.Key, cancellationToken) != entity.Value)
                    {
                        Interlocked.Increment(ref lost);
                    }
                }
#pragma warning disable CA1031 // any failure keeps the entity for the next round; nothing is committed past it
                catch (Exception e)
#pragma warning restore CA1031
                {
                    lock (failed)
                    {
                        failed.Add(entity);
                        reason = e;
                    }
                }
            });
        tracker.EndRound(failed);
        if (lost > 0)
        {
            LogLost(lost);
            tracker.StateLost();
            return false;
        }

        if (failed.Count > 0)
        {
            Problem = $"{failed.Count} of {round.Entities.Count} entities could not be checkpointed ({reason?.Message}); they are tried again, and nothing is lost meanwhile.";
            LogFailed(reason, failed.Count, round.Entities.Count);
            return false;
        }

        if (round.Epoch != tracker.Epoch)
        {
            return false;
        }

        try
        {
            await CommitAsync(round, cancellationToken);
        }
#pragma warning disable CA1031 // a store that is away must not end the process: the entities are stored, the next round writes the offsets
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Problem = $"The offsets of a checkpoint could not be stored ({e.Message}); they are written with the next one, and nothing is lost meanwhile.";
            LogNotCommitted(e);
            return false;
        }

        Problem = null;
        instruments.Checkpointed(time.GetElapsedTime(started));
        return true;
    }

    private async Task CommitAsync(CheckpointRound round, CancellationToken cancellationToken)
    {
        for (var partition = 0; partition < round.Positions.Count; partition++)
        {
            if (round.Positions[partition] > 0)
            {
                await store.WriteOffsetAsync(partition, round.Positions[partition], cancellationToken);
                log.Commit(partition, round.Positions[partition]);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Failed} of {Total} entities could not be checkpointed; they are tried again in the next round")]
    private partial void LogFailed(Exception? exception, int failed, int total);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The offsets of a checkpoint could not be stored; the next round writes them")]
    private partial void LogNotCommitted(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} entities lost changes that were not stored yet; the log is read again from the last checkpoint")]
    private partial void LogLost(int count);
}
