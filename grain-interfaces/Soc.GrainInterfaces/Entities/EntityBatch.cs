using Orleans;
using Soc.Model.Entities;

namespace Soc.GrainInterfaces.Entities;

/// <summary>Events of one entity from one read of one partition, in offset order.</summary>
/// <param name="Partition">Log partition.</param>
/// <param name="Events">At least one event.</param>
/// <param name="Expected">
/// The activation that has what the caller sent before and that is not stored yet; any other takes nothing of this batch, as it would
/// leave a gap. 0: all of it is stored, and any activation will do.
/// </param>
[GenerateSerializer, Immutable, Alias("soc.EntityBatch")]
public sealed record EntityBatch(
    [property: Id(0)] int Partition,
    [property: Id(1)] EnrichedEvent[] Events,
    [property: Id(2)] long Expected = 0);
