using System.Runtime.InteropServices;

namespace Soc.Capture.Link;

/// <summary>An interface of a pcapng section.</summary>
/// <param name="UnitsPerSecond">Resolution of its time.</param>
/// <param name="OffsetSeconds">Added to its time.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PcapNgInterface(LinkType Link, ulong UnitsPerSecond, long OffsetSeconds)
{
    private const ulong NsPerSecond = 1_000_000_000;

    /// <summary>In the year 2255. Whoever adds some days to a time need not think of the end of 64 bits.</summary>
    private const long LatestNs = 9_000_000_000_000_000_000;

    /// <summary>Nanoseconds since 1970; a time beyond the year 2255 is clipped.</summary>
    public long AtNs(ulong units)
    {
        var (seconds, rest) = (units / UnitsPerSecond, units % UnitsPerSecond);
        var ns = ((UInt128)seconds * NsPerSecond) + ((UInt128)rest * NsPerSecond / UnitsPerSecond);
        var all = (Int128)ns + ((Int128)OffsetSeconds * (long)NsPerSecond);
        return (long)Int128.Clamp(all, 0, LatestNs);
    }
}
