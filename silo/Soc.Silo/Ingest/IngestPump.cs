using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Soc.EventLog;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Hosting;
using Soc.Silo.Ingest.Silos;

namespace Soc.Silo.Ingest;

/// <summary>One <see cref="PartitionPump"/> for each partition; at the stop, a last checkpoint.</summary>
public sealed partial class IngestPump(
    IEventLog log,
    IEntityStore store,
    EventRouter router,
    LocalHandOver local,
    EntityCalls calls,
    OtherSilos others,
    CheckpointTracker tracker,
    PartitionHandBack handBack,
    CheckpointService checkpoints,
    PumpOptions options,
    SiloInstruments instruments,
    TimeProvider time,
    ILogger<IngestPump> logger) : BackgroundService
{
    // Made at once: what is in the log counts as not applied from the first moment on.
    private readonly PartitionPump[] _pumps = [.. Enumerable.Range(0, log.PartitionCount).Select(partition =>
        new PartitionPump(partition, log, store, router, local, calls, others, tracker, handBack, options, instruments, time, logger))];

    /// <summary>Entries that are durable and not applied yet, over the partitions that this process reads.</summary>
    public long Backlog => _pumps
        .Select((pump, partition) => (Pump: pump, Partition: partition))
        .Where(p => p.Pump.IsOwned)
        .Sum(p => Math.Max(0, log.EndOffset(p.Partition) - Math.Max(p.Pump.Position, log.StartOffset(p.Partition))));

    /// <summary>The partitions that this process reads.</summary>
    public IEnumerable<int> Owned => Enumerable.Range(0, _pumps.Length).Where(p => _pumps[p].IsOwned);

    /// <summary>Sentences for health about partitions that fail; empty when all read.</summary>
    public IEnumerable<string> Problems => _pumps.Select(p => p.Problem).OfType<string>();

    public override void Dispose()
    {
        foreach (var pump in _pumps)
        {
            pump.Dispose();
        }

        base.Dispose();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            // A store that is away may not answer at all: what is not stored is replayed at the next start.
            await checkpoints.RunRoundAsync(cancellationToken).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogNotStored(logger);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last checkpoint did not end in time; what it would have stored is replayed at the next start")]
    private static partial void LogNotStored(ILogger logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        instruments.Watch(() => Backlog, () => Owned.Count());
        try
        {
            await Task.WhenAll(_pumps.Select(p => Task.Run(() => p.RunAsync(stoppingToken), stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }
}
