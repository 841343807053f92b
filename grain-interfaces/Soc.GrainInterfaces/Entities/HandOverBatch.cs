using Orleans;

namespace Soc.GrainInterfaces.Entities;

/// <summary>What one read of one partition has for the entities of one silo. An event of several of them travels once.</summary>
/// <param name="Partition">Log partition.</param>
/// <param name="Items">One an entity.</param>
[GenerateSerializer, Immutable, Alias("soc.HandOverBatch")]
public sealed record HandOverBatch([property: Id(0)] int Partition, [property: Id(1)] HandOverItem[] Items);
