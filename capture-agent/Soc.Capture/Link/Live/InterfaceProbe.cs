using System.Runtime.InteropServices;
using System.Text;
using Soc.Capture.Decode;

namespace Soc.Capture.Link.Live;

/// <summary>Asks the kernel about an interface (netdevice(7)); needs no right, and no file that a container may not have.</summary>
public static unsafe class InterfaceProbe
{
    /// <summary>IFNAMSIZ less its end.</summary>
    public const int MaxNameLength = 15;

    /// <summary>libpcap's name for all interfaces; the kernel knows none of that name.</summary>
    public const string Any = "any";

    private const int RequestBytes = 40;
    private const int ValueAt = 16;
    private const nuint GetFlags = 0x8913;
    private const nuint GetHardwareAddress = 0x8927;
    private const nuint GetIndex = 0x8933;
    private const int FlagUp = 1;
    private const ushort EthernetHardware = 1;

    public static InterfaceFacts Read(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (string.Equals(name, Any, StringComparison.Ordinal))
        {
            return new InterfaceFacts(int.MaxValue, IsUp: true, default);
        }

        Span<byte> request = stackalloc byte[RequestBytes];
        request.Clear();
        if (name.Length is 0 or > MaxNameLength || !Encoding.UTF8.TryGetBytes(name, request[..MaxNameLength], out _))
        {
            return default;
        }

        var fd = NativeMethods.Socket(NativeMethods.IpSockets, NativeMethods.Datagrams | NativeMethods.CloseOnExec, 0);
        if (fd < 0)
        {
            return default;
        }

        try
        {
            if (!Ask(fd, GetIndex, request))
            {
                return default;
            }

            var index = MemoryMarshal.Read<int>(request[ValueAt..]);
            var isUp = Ask(fd, GetFlags, request) && (MemoryMarshal.Read<short>(request[ValueAt..]) & FlagUp) != 0;
            var hasMac = Ask(fd, GetHardwareAddress, request) && MemoryMarshal.Read<ushort>(request[ValueAt..]) == EthernetHardware;
            return new InterfaceFacts(index, isUp, hasMac ? MacAddress.Of(request[(ValueAt + 2)..]) : default);
        }
        finally
        {
            _ = NativeMethods.Close(fd);
        }
    }

    private static bool Ask(int fd, nuint what, Span<byte> request)
    {
        request[ValueAt..].Clear();
        fixed (byte* bytes = request)
        {
            return NativeMethods.Ioctl(fd, what, bytes) == 0;
        }
    }
}
