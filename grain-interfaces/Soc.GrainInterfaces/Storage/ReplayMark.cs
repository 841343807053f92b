using System.Runtime.InteropServices;

namespace Soc.GrainInterfaces.Storage;

/// <summary>A dead letter that was replayed.</summary>
/// <param name="Offset">Its place in the dead-letter log.</param>
/// <param name="ReceivedMs">When the letter was received, ms since the epoch: a log that began anew has other letters at the same place.</param>
/// <param name="AtMs">When it was replayed, ms since the epoch.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ReplayMark(long Offset, long ReceivedMs, long AtMs);
