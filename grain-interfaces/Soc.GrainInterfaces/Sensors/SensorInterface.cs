using System.Runtime.InteropServices;
using Orleans;

namespace Soc.GrainInterfaces.Sensors;

/// <summary>An interface of a sensor.</summary>
/// <param name="Name">Such as "eth1"; empty from a sensor that only says it of all together.</param>
/// <param name="State">"up", "down", "missing" and so on.</param>
/// <param name="NewestFrameMs">When its newest frame came, by the sensor's clock, ms since the epoch; 0 none since the sensor began.</param>
/// <param name="QuietMs">Since then, by the same clock; 0 when there was none.</param>
[GenerateSerializer, Immutable, Alias("soc.SensorInterface"), StructLayout(LayoutKind.Auto)]
public readonly record struct SensorInterface([property: Id(0)] string Name, [property: Id(1)] string State, [property: Id(2)] long NewestFrameMs, [property: Id(3)] long QuietMs);
