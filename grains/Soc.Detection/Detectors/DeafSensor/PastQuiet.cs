using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.Detectors.DeafSensor;

/// <summary>An interface was quiet, and frames came again.</summary>
[GenerateSerializer, Immutable, Alias("soc.state.deaf_sensor.quiet"), StructLayout(LayoutKind.Auto)]
public readonly record struct PastQuiet([property: Id(0)] string Sensor, [property: Id(1)] string Interface, [property: Id(2)] long FromMs, [property: Id(3)] long ToMs);
