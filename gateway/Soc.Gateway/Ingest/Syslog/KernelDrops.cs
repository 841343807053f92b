using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Soc.Gateway.Ingest.Syslog;

/// <summary>
/// What the kernel threw away of a UDP socket because its receive buffer was full: the figure that /proc/net/udp shows as
/// "drops", asked of the socket itself (Linux, SO_MEMINFO), so that a sender that is too fast is seen and not only suspected.
/// </summary>
internal sealed class KernelDrops(Socket socket)
{
    // linux/socket.h and linux/sock_diag.h.
    private const int SolSocket = 1;
    private const int SoMemInfo = 55;
    private const int DropsIndex = 8;
    private const int Values = 9;

    private uint _before;

    /// <summary>Datagrams dropped since the last call; 0 where the system does not tell.</summary>
    public long Take()
    {
        if (!TryRead(out var now))
        {
            return 0;
        }

        // The kernel's counter is of 32 bits and runs over.
        var fresh = unchecked(now - _before);
        _before = now;
        return fresh;
    }

    /// <summary>Whether the system tells at all.</summary>
    public bool TryRead(out uint drops)
    {
        drops = 0;
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        Span<uint> values = stackalloc uint[Values];
        try
        {
            var read = socket.GetRawSocketOption(SolSocket, SoMemInfo, MemoryMarshal.AsBytes(values));
            drops = values[DropsIndex];
            return read == Values * sizeof(uint);
        }
        catch (SocketException)
        {
            return false;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }
}
