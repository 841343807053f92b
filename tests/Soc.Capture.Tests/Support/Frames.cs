using System.Buffers.Binary;
using Soc.Capture.Decode;
using Soc.Capture.Link;

namespace Soc.Capture.Tests.Support;

/// <summary>Makes frames as they are on the wire, for tests of what captures seldom hold.</summary>
internal static class Frames
{
    private const int EthernetBytes = 14;
    private const int Ipv4Bytes = 20;
    private const int TcpBytes = 20;

    /// <summary>A TCP segment over IPv4 and Ethernet, from 10.0.0.<paramref name="from"/> to 10.0.1.<paramref name="to"/>.</summary>
    public static byte[] Tcp(int from, int to, ushort fromPort, ushort toPort, TcpFlags flags, uint sequence = 1, uint acknowledgement = 0, int payloadBytes = 0)
    {
        var frame = new byte[EthernetBytes + Ipv4Bytes + TcpBytes + payloadBytes];
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), 0x0800);
        var ip = frame.AsSpan(EthernetBytes);
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)ip.Length);
        (ip[8], ip[9]) = (64, (byte)IpProtocol.Tcp);
        BinaryPrimitives.WriteUInt32BigEndian(ip[12..], 0x0A000000u | (uint)from);
        BinaryPrimitives.WriteUInt32BigEndian(ip[16..], 0x0A000100u | (uint)to);
        var tcp = ip[Ipv4Bytes..];
        BinaryPrimitives.WriteUInt16BigEndian(tcp, fromPort);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], toPort);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], acknowledgement);
        (tcp[12], tcp[13]) = (0x50, (byte)flags);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], 8192);
        return frame;
    }

    /// <summary>A UDP datagram over IPv4 and Ethernet.</summary>
    public static byte[] Udp(uint from, ushort fromPort, uint to, ushort toPort, byte[] payload)
    {
        const int udpBytes = 8;
        var frame = new byte[EthernetBytes + Ipv4Bytes + udpBytes + payload.Length];
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), 0x0800);
        var ip = frame.AsSpan(EthernetBytes);
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)ip.Length);
        (ip[8], ip[9]) = (64, (byte)IpProtocol.Udp);
        BinaryPrimitives.WriteUInt32BigEndian(ip[12..], from);
        BinaryPrimitives.WriteUInt32BigEndian(ip[16..], to);
        var udp = ip[Ipv4Bytes..];
        BinaryPrimitives.WriteUInt16BigEndian(udp, fromPort);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], toPort);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)udp.Length);
        payload.CopyTo(udp[udpBytes..]);
        return frame;
    }

    /// <summary>Decodes a frame that must be one.</summary>
    public static Packet Packet(ReadOnlySpan<byte> frame, long atNs)
    {
        var packet = default(Packet);
        var outcome = PacketDecoder.Decode(new RawFrame(frame, atNs, frame.Length, LinkType.Ethernet), ref packet);
        return outcome == DecodeOutcome.Ip ? packet : throw new InvalidOperationException($"The frame is {outcome}.");
    }
}
