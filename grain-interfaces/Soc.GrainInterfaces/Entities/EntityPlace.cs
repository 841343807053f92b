using System.Runtime.InteropServices;
using Orleans;
using Orleans.Runtime;

namespace Soc.GrainInterfaces.Entities;

/// <summary>Who took a batch, and where it lives.</summary>
/// <param name="Activation">A number of the activation: when it is another than expected, nothing was applied, what was not stored is lost, and the caller replays.</param>
/// <param name="Silo">Where the next batch may be handed over.</param>
[GenerateSerializer, Immutable, Alias("soc.EntityPlace"), StructLayout(LayoutKind.Auto)]
public readonly record struct EntityPlace([property: Id(0)] long Activation, [property: Id(1)] SiloAddress Silo);
