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
    EntitySaver saver,
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
        try
        {
            var wait = TimeSpan.FromMilliseconds(options.CheckpointIntervalMs);
            while (true)
            {
                await Task.Delay(wait, time, stoppingToken);
                var started = time.GetTimestamp();
                await RunRoundAsync(stoppingToken);
                wait = CheckpointRest.After(time.GetElapsedTime(started), options);
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
        var total = round.Entities.Count;
        var stored = await saver.SaveAsync(round.Entities, cancellationToken);
        tracker.EndRound(stored.Failed);
        if (stored.Lost > 0)
        {
            LogLost(stored.Lost);
            tracker.StateLost();
            return false;
        }

        if (stored.Failed.Count > 0)
        {
            Problem = $"{stored.Failed.Count} of {total} entities could not be checkpointed ({stored.Reason?.Message}); they are tried again, and nothing is lost meanwhile.";
            LogFailed(stored.Reason, stored.Failed.Count, total);
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
