using System.Runtime.InteropServices;
using Orleans;

namespace Soc.GrainInterfaces.Sensors;

/// <summary>A figure of a sensor.</summary>
/// <param name="Name">Such as "kernel_drops".</param>
[GenerateSerializer, Immutable, Alias("soc.SensorFigure"), StructLayout(LayoutKind.Auto)]
public readonly record struct SensorFigure([property: Id(0)] string Name, [property: Id(1)] long Value);
