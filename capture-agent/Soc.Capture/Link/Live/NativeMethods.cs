using System.Runtime.InteropServices;

namespace Soc.Capture.Link.Live;

/// <summary>What SharpPcap does not give, or gives wrongly.</summary>
internal static unsafe partial class NativeMethods
{
    public const short PollIn = 1;
    public const int IpSockets = 2;
    public const int Datagrams = 2;
    public const int CloseOnExec = 0x80000;

    // The same names that SharpPcap looks for, so that it is the same copy in memory.
    private static readonly string[] PcapNames = ["libpcap.so", "libpcap.so.0", "libpcap.so.0.8", "libpcap.so.1"];

    private static readonly delegate* unmanaged<nint, PcapCounters*, int> PcapStats = (delegate* unmanaged<nint, PcapCounters*, int>)Find("pcap_stats");
    private static readonly delegate* unmanaged<nint, int, delegate* unmanaged[Cdecl]<nint, PcapFrameHeader*, byte*, void>, nint, int> PcapDispatch =
        (delegate* unmanaged<nint, int, delegate* unmanaged[Cdecl]<nint, PcapFrameHeader*, byte*, void>, nint, int>)Find("pcap_dispatch");

    private static readonly delegate* unmanaged<nint, void> PcapBreakLoop = (delegate* unmanaged<nint, void>)Find("pcap_breakloop");
    private static readonly delegate* unmanaged<nint, int> PcapSelectableFd = (delegate* unmanaged<nint, int>)Find("pcap_get_selectable_fd");

    /// <summary>
    /// Gives frames to a function until there are as many, or none is left. SharpPcap has only what asks for one after the other, for which
    /// libpcap copies each out of the ring first.
    /// </summary>
    /// <returns>How many; below 0 when it failed or was broken off.</returns>
    public static int Dispatch(nint pcap, int most, delegate* unmanaged[Cdecl]<nint, PcapFrameHeader*, byte*, void> take, nint user) =>
        PcapDispatch(pcap, most, take, user);

    public static void BreakLoop(nint pcap) => PcapBreakLoop(pcap);

    /// <summary>SharpPcap 6.3.1 reads three words of 64 bits where libpcap writes three of 32: its drops are always 0.</summary>
    public static bool TryReadCounters(nint pcap, out PcapCounters counters)
    {
        fixed (PcapCounters* target = &counters)
        {
            *target = default;
            return PcapStats != null && PcapStats(pcap, target) == 0;
        }
    }

    /// <summary>What can be waited for; -1 when there is nothing. SharpPcap keeps it for itself.</summary>
    public static int SelectableFd(nint pcap) => PcapSelectableFd != null ? PcapSelectableFd(pcap) : -1;

    /// <summary>Waits for one file descriptor; with none (-1) for the time only.</summary>
    /// <returns>What came of it (revents); 0 when nothing did.</returns>
    public static short Poll(int fd, int timeoutMs)
    {
        var entry = new PollEntry { Fd = fd, Wanted = PollIn };
        return Poll(&entry, fd < 0 ? 0u : 1u, timeoutMs) > 0 ? entry.Came : (short)0;
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Ioctl(int fd, nuint request, byte* argument);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(PollEntry* entries, nuint count, int timeoutMs);

    private static nint Find(string function)
    {
        foreach (var name in PcapNames)
        {
            if (NativeLibrary.TryLoad(name, out var library) && NativeLibrary.TryGetExport(library, function, out var address))
            {
                return address;
            }
        }

        return 0;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Fd;
        public short Wanted;
        public short Came;
    }
}
