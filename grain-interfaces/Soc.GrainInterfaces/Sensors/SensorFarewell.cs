using Orleans;

namespace Soc.GrainInterfaces.Sensors;

/// <summary>What is left to tell of a sensor that was revoked.</summary>
/// <param name="News">For the one who asked to tell; null when there is nothing, or another one is at it.</param>
/// <param name="IsOver">Nothing will ever be told of it again.</param>
[GenerateSerializer, Immutable, Alias("soc.SensorFarewell")]
public sealed record SensorFarewell([property: Id(0)] SensorNews? News, [property: Id(1)] bool IsOver);
