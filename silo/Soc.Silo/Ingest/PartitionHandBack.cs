using Soc.EventLog;
using Soc.Grains.Entities;
using Soc.Model.Entities;

namespace Soc.Silo.Ingest;

/// <summary>What is done before a partition goes to another silo: its changes are stored, and its users leave memory, so that they live where they are read.</summary>
public sealed class PartitionHandBack(CheckpointService checkpoints, CheckpointTracker tracker, LiveEntities live, IEventLog log)
{
    public async ValueTask ReleaseAsync(int partition, CancellationToken cancellationToken)
    {
        await checkpoints.RunRoundAsync(cancellationToken);
        tracker.Release(partition);
        foreach (var entity in live.All)
        {
            // A device and an address have events of other partitions, too: they stay where they are.
            if (entity.Key.Kind == EntityKind.User && Partitioner.PartitionOf(entity.Key.Client, entity.Key.Value, log.PartitionCount) == partition)
            {
                entity.Leave();
            }
        }
    }
}
