using Orleans;

namespace Soc.GrainInterfaces.Sensors;

/// <summary>A sensor as it is known now.</summary>
/// <param name="HeardMs">When anything was heard of it, ms since the epoch; 0 never.</param>
/// <param name="Gateway">The gateway that it is connected to; null for none.</param>
/// <param name="Deaf">Interfaces that frames reached before and do not reach now.</param>
[GenerateSerializer, Immutable, Alias("soc.SensorView")]
public sealed record SensorView(
    [property: Id(0)] SensorPresence Presence,
    [property: Id(1)] long HeardMs,
    [property: Id(2)] string? Gateway,
    [property: Id(3)] SensorStatus Status,
    [property: Id(4)] SensorDeafness[] Deaf);
