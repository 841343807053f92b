using System.Runtime.InteropServices;
using Orleans;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.DeafSensor;

/// <summary>An interface of a sensor that no frames reach.</summary>
/// <param name="Sensor">The sensor's device id.</param>
/// <param name="Interface">Empty from a sensor that says it of all its interfaces together.</param>
/// <param name="SinceMs">When that was noticed, ms since the epoch.</param>
[GenerateSerializer, Immutable, Alias("soc.state.deaf_sensor.deafness"), StructLayout(LayoutKind.Auto)]
public readonly record struct Deafness(
    [property: Id(0)] string Sensor,
    [property: Id(1)] string Interface,
    [property: Id(2)] string Name,
    [property: Id(3)] string Message,
    [property: Id(4)] string State,
    [property: Id(5)] long SinceMs,
    [property: Id(6)] EventId EventId);
