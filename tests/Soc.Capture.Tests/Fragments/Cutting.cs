using System.Buffers.Binary;
using Soc.Capture.Decode;
using Soc.Capture.Link;

namespace Soc.Capture.Tests.Fragments;

/// <summary>IP packets, and what routers and attackers make of them. All frames begin with the IP header.</summary>
internal static class Cutting
{
    private const byte FragmentHeader = 44;

    /// <summary>A UDP packet over IPv4 from 10.0.0.1:1000 to 10.0.0.2:2000, with so many bytes of options.</summary>
    public static byte[] V4(byte[] content, byte protocol = 17, int optionBytes = 0, ushort id = 77)
    {
        var packet = new byte[20 + optionBytes + content.Length];
        packet[0] = (byte)(0x40 | (5 + (optionBytes / 4)));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), id);
        (packet[8], packet[9]) = (61, protocol);
        (packet[12], packet[15], packet[16], packet[19]) = (10, 1, 10, 2);
        content.CopyTo(packet, 20 + optionBytes);
        return packet;
    }

    /// <param name="before">Headers that every fragment has; the first is hop-by-hop.</param>
    /// <param name="content">What is cut.</param>
    /// <param name="protocol">What the content begins with.</param>
    public static byte[] V6(byte[] before, byte[] content, byte protocol)
    {
        var packet = new byte[40 + before.Length + content.Length];
        packet[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)(before.Length + content.Length));
        (packet[6], packet[7]) = (before.Length > 0 ? (byte)0 : protocol, 62);
        (packet[8], packet[23], packet[24], packet[39]) = (0x20, 1, 0x20, 2);
        before.CopyTo(packet, 40);
        if (before.Length > 0)
        {
            packet[40] = protocol;
        }

        content.CopyTo(packet, 40 + before.Length);
        return packet;
    }

    public static byte[] Udp(int contentBytes, ushort sourcePort = 1000)
    {
        var datagram = new byte[8 + contentBytes];
        BinaryPrimitives.WriteUInt16BigEndian(datagram, sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(2), 2000);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(4), (ushort)datagram.Length);
        for (var i = 8; i < datagram.Length; i++)
        {
            datagram[i] = (byte)(i * 7);
        }

        return datagram;
    }

    /// <summary>A part of a packet.</summary>
    public static byte[] V4Part(byte[] packet, int from, int to, bool isLast)
    {
        var headerBytes = (packet[0] & 15) * 4;
        return V4Raw(packet[..headerBytes], from, packet[(headerBytes + from)..(headerBytes + to)], isLast);
    }

    /// <summary>A fragment that says what it likes.</summary>
    public static byte[] V4Raw(byte[] header, int offset, byte[] content, bool isLast)
    {
        byte[] part = [.. header, .. content];
        BinaryPrimitives.WriteUInt16BigEndian(part.AsSpan(2), (ushort)part.Length);
        BinaryPrimitives.WriteUInt16BigEndian(part.AsSpan(6), (ushort)((offset / 8) | (isLast ? 0 : 0x2000)));
        return part;
    }

    /// <param name="beforeBytes">Of the headers that every fragment has.</param>
    public static byte[] V6Part(byte[] packet, int beforeBytes, int from, int to, bool isLast, uint id = 77)
    {
        var headerBytes = 40 + beforeBytes;
        return V6Raw(packet[..headerBytes], from, packet[(headerBytes + from)..(headerBytes + to)], isLast, id);
    }

    public static byte[] V6Raw(byte[] header, int offset, byte[] content, bool isLast, uint id = 77)
    {
        var nextAt = header.Length > 40 ? 40 : 6;
        byte[] part = [.. header, header[nextAt], 0, (byte)(offset >> 8), (byte)((offset & 0xF8) | (isLast ? 0 : 1)), 0, 0, 0, 0, .. content];
        part[nextAt] = FragmentHeader;
        BinaryPrimitives.WriteUInt32BigEndian(part.AsSpan(header.Length + 4), id);
        BinaryPrimitives.WriteUInt16BigEndian(part.AsSpan(4), (ushort)(part.Length - 40));
        return part;
    }

    /// <summary>Places to cut content of this length at, from what a generator gives.</summary>
    public static List<(int From, int To)> Places(int bytes, int[] lengths)
    {
        var places = new List<(int, int)>();
        for (var (from, i) = (0, 0); from < bytes; i++)
        {
            var to = Math.Min(bytes, from + (8 * Math.Max(1, lengths[i % lengths.Length])));
            places.Add((from, to));
            from = to;
        }

        return places;
    }

    public static Packet Read(byte[] ip, long atNs = 1, DecodeOutcome expected = DecodeOutcome.Ip, int wireBytes = 0)
    {
        var packet = default(Packet);
        var outcome = PacketDecoder.Decode(new RawFrame(ip, atNs, Math.Max(wireBytes, ip.Length), LinkType.Raw), ref packet);
        return outcome == expected ? packet : throw new InvalidOperationException($"It is {outcome}.");
    }

    /// <summary>All that a packet says.</summary>
    public static string Text(Packet p) => string.Join(
        ' ',
        p.AtNs, p.SrcMac, p.DstMac, p.OuterVlan, p.InnerVlan, p.TunnelDepth, p.IsIp, p.Src, p.Dst, p.Protocol, p.TimeToLive, p.IpBytes, p.FragmentOffset, p.HasMoreFragments,
        p.FragmentId, p.SrcPort, p.DstPort, p.Flags, p.Sequence, p.Acknowledgement, p.Window, p.PayloadBytes, Convert.ToHexString(p.Payload));
}
