using Orleans;
using Soc.Model.Events;

namespace Soc.Model.Entities;

/// <summary>An event with what the snapshots know of its addresses: what the entities get.</summary>
/// <param name="Offset">Its offset in the log partition.</param>
/// <param name="Event">The event, without its raw slice.</param>
/// <param name="Src">Facts of the source address.</param>
/// <param name="IsLate">It arrived later than the client's lateAfter.</param>
[GenerateSerializer, Immutable, Alias("soc.EnrichedEvent")]
public sealed record EnrichedEvent(
    [property: Id(0)] long Offset,
    [property: Id(1)] SecurityEvent Event,
    [property: Id(2)] AddressFacts Src,
    [property: Id(3)] bool IsLate)
{
    /// <summary>Facts of the destination address, of network activity only.</summary>
    [Id(4)] public AddressFacts Dst { get; init; } = AddressFacts.None;
}
