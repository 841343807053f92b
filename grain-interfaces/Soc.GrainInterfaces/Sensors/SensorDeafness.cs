using Orleans;

namespace Soc.GrainInterfaces.Sensors;

/// <summary>An interface that no frames reach any more.</summary>
/// <param name="State">"up", "down" and so on.</param>
/// <param name="SinceMs">From when on, ms since the epoch.</param>
[GenerateSerializer, Immutable, Alias("soc.SensorDeafness")]
public sealed record SensorDeafness([property: Id(0)] string Interface, [property: Id(1)] string State, [property: Id(2)] long SinceMs);
