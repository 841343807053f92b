using System.Runtime.InteropServices;
using Orleans;

namespace Soc.GrainInterfaces.Sensors;

/// <summary>An interface of a sensor.</summary>
/// <param name="Name">Such as "eth1"; empty from a sensor that only says it of all together.</param>
/// <param name="State">"up", "down", "missing" and so on.</param>
/// <param name="Frames">How many frames came since the sensor began.</param>
/// <param name="QuietMs">Since the newest of them, all by the sensor's clock; 0 when that is not known.</param>
[GenerateSerializer, Immutable, Alias("soc.SensorInterface"), StructLayout(LayoutKind.Auto)]
public readonly record struct SensorInterface([property: Id(0)] string Name, [property: Id(1)] string State, [property: Id(2)] long Frames, [property: Id(3)] long QuietMs);
