using System.Buffers.Binary;

namespace Soc.Capture.Decode;

/// <summary>TCP, UDP, ICMP, and what carries whole packets: IP in IP, GRE with ERSPAN, VXLAN.</summary>
internal static class TransportDecoder
{
    private const int TcpBytes = 20;
    private const int UdpBytes = 8;
    private const ushort VxlanPort = 4789;
    private const int VxlanBytes = 8;

    /// <returns>False when it ends too early or contradicts itself.</returns>
    public static bool TryRead(ref Layer layer, ref Packet packet)
    {
        layer.Kind = LayerKind.End;
        switch (packet.Protocol)
        {
            case IpProtocol.Tcp:
                return Tcp(ref layer, ref packet);
            case IpProtocol.Udp:
                return Udp(ref layer, ref packet);
            case IpProtocol.Icmp or IpProtocol.IcmpV6:
                return Icmp(ref layer, ref packet);
            case IpProtocol.Ipv4 or IpProtocol.Ipv6:
                (layer.Kind, layer.Inner) = (LayerKind.Tunnel, LayerKind.Ip);
                return true;
            case IpProtocol.Gre:
                return GreDecoder.TryRead(ref layer);
            default:
                return true;
        }
    }

    private static bool Tcp(ref Layer layer, ref Packet packet)
    {
        var header = layer.Rest;
        if (header.Length < TcpBytes)
        {
            return false;
        }

        (packet.SrcPort, packet.DstPort) = (BinaryPrimitives.ReadUInt16BigEndian(header), BinaryPrimitives.ReadUInt16BigEndian(header[2..]));
        packet.Sequence = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        packet.Acknowledgement = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        packet.Flags = (TcpFlags)header[13];
        packet.Window = BinaryPrimitives.ReadUInt16BigEndian(header[14..]);
        var headerBytes = (header[12] >> 4) * 4;
        if (headerBytes < TcpBytes || headerBytes > layer.WireLength)
        {
            return false;
        }

        // Options may have been cut off with the payload.
        packet.PayloadBytes = layer.WireLength - headerBytes;
        packet.Payload = header.Length > headerBytes ? header[headerBytes..] : [];
        return true;
    }

    private static bool Udp(ref Layer layer, ref Packet packet)
    {
        var header = layer.Rest;
        if (header.Length < UdpBytes)
        {
            return false;
        }

        (packet.SrcPort, packet.DstPort) = (BinaryPrimitives.ReadUInt16BigEndian(header), BinaryPrimitives.ReadUInt16BigEndian(header[2..]));
        int length = BinaryPrimitives.ReadUInt16BigEndian(header[4..]);
        if (length is > 0 and < UdpBytes)
        {
            return false;
        }

        if (length > 0)
        {
            layer.Limit(length);
        }

        layer.Skip(UdpBytes);
        packet.Payload = layer.Rest;
        packet.PayloadBytes = layer.WireLength;

        // A frame within, when the header has its mark and room for one (RFC 7348).
        if (packet.DstPort == VxlanPort && layer.Rest.Length > VxlanBytes && (layer.Rest[0] & 0x08) != 0)
        {
            layer.Skip(VxlanBytes);
            (layer.Kind, layer.Inner) = (LayerKind.Tunnel, LayerKind.Ethernet);
        }

        return true;
    }

    private static bool Icmp(ref Layer layer, ref Packet packet)
    {
        const int header = 8;
        if (layer.Rest.Length < header)
        {
            return false;
        }

        (packet.SrcPort, packet.DstPort) = (layer.Rest[0], layer.Rest[1]);
        layer.Skip(header);
        packet.Payload = layer.Rest;
        packet.PayloadBytes = layer.WireLength;
        return true;
    }
}
