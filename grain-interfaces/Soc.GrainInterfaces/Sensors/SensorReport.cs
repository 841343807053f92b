using Orleans;

namespace Soc.GrainInterfaces.Sensors;

/// <summary>What a gateway heard of a sensor.</summary>
/// <param name="Connection">Id of the connection, random.</param>
/// <param name="IsNew">The connection began and was not reported yet: it takes the place of any other.</param>
/// <param name="Gateway">Who says it, for people.</param>
/// <param name="Reach">By whom the sensor is reached.</param>
/// <param name="Status">What it says of itself; null when it has not said it on this connection.</param>
/// <param name="Outcomes">Of commands, oldest first, since the report before.</param>
[GenerateSerializer, Immutable, Alias("soc.SensorReport")]
public sealed record SensorReport(
    [property: Id(0)] string Connection,
    [property: Id(1)] bool IsNew,
    [property: Id(2)] string Gateway,
    [property: Id(3)] ISensorGateway Reach,
    [property: Id(4)] SensorStatus? Status,
    [property: Id(5)] SensorOutcome[] Outcomes);
