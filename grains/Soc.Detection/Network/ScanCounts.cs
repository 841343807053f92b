using System.Runtime.InteropServices;

namespace Soc.Detection.Network;

/// <summary>How many different members of its group an attempt makes.</summary>
/// <param name="Fast">Within the short window.</param>
/// <param name="FirstMs">Earliest attempt in that window, ms since the epoch.</param>
/// <param name="Today">On that day.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ScanCounts(int Fast, long FirstMs, int Today);
