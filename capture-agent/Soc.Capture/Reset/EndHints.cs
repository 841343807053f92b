using System.Runtime.InteropServices;

namespace Soc.Capture.Reset;

/// <summary>What was noticed of one end since its connection is to be broken off.</summary>
/// <param name="Acknowledged">What it has from the other end, by its newest segment; null while none came.</param>
/// <param name="SegmentBytes">The longest payload that it sent in one segment, bytes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EndHints(uint? Acknowledged, int SegmentBytes);
