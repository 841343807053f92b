using System.Runtime.InteropServices;

namespace Soc.Capture.Link.Live;

/// <summary>struct pcap_stat as libpcap has it on Linux (pcap.h): three unsigned int, which start again after 2^32.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct PcapCounters
{
    public readonly uint Received;
    public readonly uint Dropped;
    public readonly uint InterfaceDropped;
}
