using System.Runtime.InteropServices;

namespace Soc.Grains.Sensors;

/// <summary>A moment by two clocks.</summary>
/// <param name="WallMs">For people, ms since the epoch. It may jump, and differs from one silo to the next.</param>
/// <param name="RunningMs">Since the activation began; it only grows, and is what patience is measured by.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SensorMoment(long WallMs, long RunningMs);
