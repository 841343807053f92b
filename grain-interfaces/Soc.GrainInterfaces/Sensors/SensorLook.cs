using Orleans;

namespace Soc.GrainInterfaces.Sensors;

/// <summary>How a sensor is, and what is to be told of it.</summary>
/// <param name="News">For the one who asked to tell; null when there is nothing, or another one is at it.</param>
[GenerateSerializer, Immutable, Alias("soc.SensorLook")]
public sealed record SensorLook([property: Id(0)] SensorView View, [property: Id(1)] SensorNews? News);
