using System.Net;
using Soc.Capture.Decode;
using Soc.Model.Events;

namespace Soc.Capture.Export;

/// <summary>What an address is good for.</summary>
public static class AddressKinds
{
    /// <summary>Private or local to a link: of one of the client's own.</summary>
    public static bool IsInside(NetAddress address) => !IsGroup(address) && IpText.IsPrivate(ToIp(address));

    /// <summary>Meant for many: multicast, or the broadcast address.</summary>
    public static bool IsGroup(NetAddress address) => address.IsV4
        ? (uint)address.Low >= 0xE000_0000
        : address.High >> 56 == 0xFF;

    private static IPAddress ToIp(NetAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        var length = address.WriteTo(bytes);
        return new IPAddress(bytes[..length]);
    }
}
