using System.Runtime.InteropServices;

namespace Soc.Detection.Network;

/// <summary>First and last day on which something was seen, days since the epoch.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SeenDays(ushort First, ushort Last);
