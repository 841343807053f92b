using Soc.GrainInterfaces.Entities;
using Soc.Model.Entities;

namespace Soc.Grains.Tests.Ingest.Silos;

/// <summary>Another silo, which answers what a test wants, or fails.</summary>
internal sealed class FakeHandOver(Func<EntityKey, long> activationOf) : IHandOverService
{
    /// <summary>Entities of each message.</summary>
    public List<EntityKey[]> Asked { get; } = [];

    public ValueTask<long[]> ApplyAsync(HandOverBatch batch, CancellationToken cancellationToken) =>
        Answer([.. batch.Items.Select(i => i.Key)], cancellationToken);

    public ValueTask<long[]> CheckpointAsync(EntityKey[] keys, CancellationToken cancellationToken) => Answer(keys, cancellationToken);

    private ValueTask<long[]> Answer(EntityKey[] keys, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Asked.Add(keys);
        return ValueTask.FromResult(keys.Select(activationOf).ToArray());
    }
}
