using Orleans;

namespace Soc.GrainInterfaces.Sensors;

/// <summary>One thing that a sensor said of a command.</summary>
/// <param name="Outcome">attempted, confirmed, failed, refused.</param>
[GenerateSerializer, Immutable, Alias("soc.SensorOutcome")]
public sealed record SensorOutcome([property: Id(0)] string Command, [property: Id(1)] string Outcome, [property: Id(2)] string Reason, [property: Id(3)] long Connections);
