using Orleans;
using Soc.Model.Entities;

namespace Soc.GrainInterfaces.Entities;

/// <summary>Events of one entity from one read of one partition, in offset order.</summary>
/// <param name="Partition">Log partition.</param>
/// <param name="Events">At least one event.</param>
[GenerateSerializer, Immutable, Alias("soc.EntityBatch")]
public sealed record EntityBatch(
    [property: Id(0)] int Partition,
    [property: Id(1)] EnrichedEvent[] Events);
