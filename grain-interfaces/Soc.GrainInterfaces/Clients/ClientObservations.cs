using Orleans;
using Soc.Model.Entities;

namespace Soc.GrainInterfaces.Clients;

/// <summary>What one read of a partition says of a client.</summary>
/// <param name="Partition">Log partition.</param>
/// <param name="LastOffset">Highest offset that it covers; a repeat is recognised by it.</param>
/// <param name="Receipts">Receipts with their offsets' order.</param>
/// <param name="Facts">Who was seen with what.</param>
/// <param name="Events">Events that a detector of the client itself wants (failed sign-ins, for a spray from many sources).</param>
/// <param name="Expected">As of <see cref="Entities.EntityBatch"/>.</param>
[GenerateSerializer, Immutable, Alias("soc.ClientObservations")]
public sealed record ClientObservations(
    [property: Id(0)] int Partition,
    [property: Id(1)] long LastOffset,
    [property: Id(2)] OffsetReceipt[] Receipts,
    [property: Id(3)] ClientFact[] Facts,
    [property: Id(4)] EnrichedEvent[] Events,
    [property: Id(5)] long Expected = 0);
