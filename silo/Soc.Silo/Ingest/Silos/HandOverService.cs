using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Soc.GrainInterfaces.Entities;
using Soc.Model.Entities;

namespace Soc.Silo.Ingest.Silos;

/// <inheritdoc cref="IHandOverService"/>
public sealed class HandOverService(GrainId id, Orleans.Runtime.Silo silo, ILoggerFactory loggers, HandOverHere here) : GrainService(id, silo, loggers), IHandOverService
{
    // Not in the turns of this service: entities have gates of their own, and one message must not wait for the next.
    public async ValueTask<long[]> ApplyAsync(HandOverBatch batch, CancellationToken cancellationToken) =>
        await Task.Run(() => here.ApplyAsync(batch, cancellationToken).AsTask(), cancellationToken);

    public async ValueTask<long[]> CheckpointAsync(EntityKey[] keys, CancellationToken cancellationToken) =>
        await Task.Run(() => here.CheckpointAsync(keys).AsTask(), cancellationToken);
}
