using System.Runtime.InteropServices;

namespace Soc.Capture.Link.Live;

/// <summary>struct pcap_pkthdr as libpcap has it (pcap.h): a struct timeval and two lengths.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct PcapFrameHeader
{
    public readonly nint Seconds;

    /// <summary>Microseconds or nanoseconds, as it was opened.</summary>
    public readonly nint Fraction;
    public readonly uint CapturedBytes;
    public readonly uint WireBytes;
}
