using System.Runtime.InteropServices;
using Soc.Capture.Decode;

namespace Soc.Capture.Protocols.Arp;

/// <summary>Whose link-layer address a neighbour discovery message of IPv6 tells (RFC 4861, 4.3 and 4.4).</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NeighbourMessage(NetAddress Address, MacAddress Mac)
{
    private const ushort Solicitation = 135;
    private const ushort Advertisement = 136;
    private const byte SourceMac = 1;
    private const byte TargetMac = 2;
    private const int TargetBytes = 16;
    private const int OptionUnitBytes = 8;
    private const int MacAt = 2;

    /// <summary>A neighbour's message never leaves its link, so nobody lowered this on the way (RFC 4861, 7.1).</summary>
    private const byte HopLimit = 255;

    /// <param name="packet">Any; it is only read, and not copied.</param>
    /// <returns>False when it is another message, is broken, or tells no address.</returns>
    public static bool TryRead(ref Packet packet, out NeighbourMessage message)
    {
        message = default;
        if (packet.Protocol != IpProtocol.IcmpV6 || packet.IsFragment || packet.TimeToLive != HopLimit || packet.DstPort != 0)
        {
            return false;
        }

        return TryRead(packet.SrcPort, packet.Src, packet.Payload, out message);
    }

    /// <param name="payload">Behind the first eight bytes of the ICMP message.</param>
    internal static bool TryRead(ushort type, NetAddress source, ReadOnlySpan<byte> payload, out NeighbourMessage message)
    {
        message = default;
        if (type is not (Solicitation or Advertisement) || payload.Length < TargetBytes)
        {
            return false;
        }

        // Who solicits tells its own address; who advertises, that which was asked for.
        var address = type == Solicitation ? source : NetAddress.V6(payload);
        if (address == default)
        {
            return false;
        }

        var wanted = type == Solicitation ? SourceMac : TargetMac;
        for (var options = payload[TargetBytes..]; options.Length >= OptionUnitBytes;)
        {
            var length = options[1] * OptionUnitBytes;
            if (length == 0 || length > options.Length)
            {
                return false;
            }

            if (options[0] == wanted && length == OptionUnitBytes)
            {
                message = new NeighbourMessage(address, MacAddress.Of(options[MacAt..]));
                return true;
            }

            options = options[length..];
        }

        return false;
    }
}
