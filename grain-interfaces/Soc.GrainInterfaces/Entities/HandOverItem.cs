using System.Runtime.InteropServices;
using Orleans;
using Soc.Model.Entities;

namespace Soc.GrainInterfaces.Entities;

/// <summary>Events for one of the entities of a <see cref="HandOverBatch"/>.</summary>
/// <param name="Key">Who gets them.</param>
/// <param name="Events">At least one, in offset order.</param>
/// <param name="Expected">As in <see cref="EntityBatch"/>.</param>
[GenerateSerializer, Immutable, Alias("soc.HandOverItem"), StructLayout(LayoutKind.Auto)]
public readonly record struct HandOverItem(
    [property: Id(0)] EntityKey Key,
    [property: Id(1)] EnrichedEvent[] Events,
    [property: Id(2)] long Expected);
