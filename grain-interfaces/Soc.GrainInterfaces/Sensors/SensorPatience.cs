using System.Runtime.InteropServices;
using Orleans;

namespace Soc.GrainInterfaces.Sensors;

/// <summary>How long is waited before something is told.</summary>
/// <param name="SilentMs">Of a sensor that says nothing.</param>
/// <param name="DeafMs">Of an interface that no frames reach.</param>
[GenerateSerializer, Immutable, Alias("soc.SensorPatience"), StructLayout(LayoutKind.Auto)]
public readonly record struct SensorPatience([property: Id(0)] long SilentMs, [property: Id(1)] long DeafMs);
