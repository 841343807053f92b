using System.Runtime.InteropServices;

namespace Soc.Capture.Link.Live;

/// <summary>Running totals of a live link since it was opened, over all interruptions. They never go back.</summary>
/// <param name="Received">Frames that the kernel had for us, those that it had to drop included.</param>
/// <param name="Dropped">Of these: no room was left in the buffer, so that they were never read.</param>
/// <param name="InterfaceDropped">Frames that the network card or its driver lost before that; not all drivers tell.</param>
/// <param name="Read">Frames that were read.</param>
/// <param name="Interruptions">How often capturing stopped and had to be begun anew.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LinkStatistics(long Received, long Dropped, long InterfaceDropped, long Read, int Interruptions);
