using System.Runtime.InteropServices;
using Orleans;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.SilentSensor;

/// <summary>A sensor that is silent.</summary>
/// <param name="Sensor">Its device id.</param>
/// <param name="SinceMs">When that was noticed, ms since the epoch.</param>
[GenerateSerializer, Immutable, Alias("soc.state.silent_sensor.silence"), StructLayout(LayoutKind.Auto)]
public readonly record struct Silence(
    [property: Id(0)] string Sensor,
    [property: Id(1)] string Name,
    [property: Id(2)] long SinceMs,
    [property: Id(3)] EventId EventId);
