using System.Buffers.Binary;
using Soc.Capture.Decode;

namespace Soc.Capture.Reset;

/// <summary>Writes segments as Ethernet frames: IPv4 (RFC 791) or IPv6 (RFC 8200), TCP (RFC 9293).</summary>
public static class ResetFrames
{
    /// <summary>The longest frame: two VLAN tags, IPv6, TCP.</summary>
    public const int MaxBytes = AddressesBytes + (2 * TagBytes) + 2 + V6Bytes + TcpBytes;

    private const int AddressesBytes = 12;
    private const int TagBytes = 4;
    private const int V4Bytes = 20;
    private const int V6Bytes = 40;
    private const int TcpBytes = 20;

    // Without its checksum (IEEE 802.3).
    private const int SmallestFrameBytes = 60;
    private const ushort Vlan = 0x8100;
    private const ushort ProviderVlan = 0x88A8;
    private const ushort Ipv4 = 0x0800;
    private const ushort Ipv6 = 0x86DD;
    private const byte TimeToLive = 64;
    private const byte DontFragment = 0x40;

    /// <param name="target">At least <see cref="MaxBytes"/>.</param>
    /// <returns>Length of the frame, bytes.</returns>
    public static int Write(in ResetSegment segment, Span<byte> target)
    {
        target[..MaxBytes].Clear();
        WriteMac(segment.DstMac, target);
        WriteMac(segment.SrcMac, target[6..]);
        var at = AddressesBytes;
        if (segment.OuterVlan != 0)
        {
            at = WriteTag(target, at, segment.InnerVlan != 0 ? ProviderVlan : Vlan, segment.OuterVlan);
        }

        if (segment.InnerVlan != 0)
        {
            at = WriteTag(target, at, Vlan, segment.InnerVlan);
        }

        var isV4 = segment.Src.IsV4;
        BinaryPrimitives.WriteUInt16BigEndian(target[at..], isV4 ? Ipv4 : Ipv6);
        at += 2;
        var ip = target[at..];
        var ipBytes = isV4 ? WriteV4(segment, ip) : WriteV6(segment, ip);
        WriteTcp(segment, ip.Slice(ipBytes, TcpBytes));
        return Math.Max(SmallestFrameBytes, at + ipBytes + TcpBytes);
    }

    private static void WriteMac(MacAddress mac, Span<byte> target)
    {
        BinaryPrimitives.WriteUInt16BigEndian(target, (ushort)(mac.Bits >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(target[2..], (uint)mac.Bits);
    }

    private static int WriteTag(Span<byte> target, int at, ushort type, ushort id)
    {
        BinaryPrimitives.WriteUInt16BigEndian(target[at..], type);
        BinaryPrimitives.WriteUInt16BigEndian(target[(at + 2)..], id);
        return at + TagBytes;
    }

    private static int WriteV4(in ResetSegment segment, Span<byte> ip)
    {
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], V4Bytes + TcpBytes);
        ip[6] = DontFragment;
        (ip[8], ip[9]) = (TimeToLive, (byte)IpProtocol.Tcp);
        segment.Src.WriteTo(ip[12..]);
        segment.Dst.WriteTo(ip[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Checksum(Sum(ip[..V4Bytes])));
        return V4Bytes;
    }

    private static int WriteV6(in ResetSegment segment, Span<byte> ip)
    {
        ip[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(ip[4..], TcpBytes);
        (ip[6], ip[7]) = ((byte)IpProtocol.Tcp, TimeToLive);
        segment.Src.WriteTo(ip[8..]);
        segment.Dst.WriteTo(ip[24..]);
        return V6Bytes;
    }

    private static void WriteTcp(in ResetSegment segment, Span<byte> tcp)
    {
        BinaryPrimitives.WriteUInt16BigEndian(tcp, segment.SrcPort);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], segment.DstPort);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], segment.Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], segment.Acknowledgement);
        (tcp[12], tcp[13]) = (TcpBytes / 4 << 4, (byte)(TcpFlags.Rst | TcpFlags.Ack));
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], segment.Window);

        // Over the addresses, the protocol and the length too (RFC 9293, 3.1).
        Span<byte> addresses = stackalloc byte[32];
        var length = segment.Src.WriteTo(addresses);
        length += segment.Dst.WriteTo(addresses[length..]);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], Checksum(Sum(addresses[..length]) + (uint)IpProtocol.Tcp + TcpBytes + Sum(tcp)));
    }

    /// <param name="bytes">An even number.</param>
    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (; bytes.Length >= 2; bytes = bytes[2..])
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        }

        return sum;
    }

    // RFC 1071.
    private static ushort Checksum(uint sum)
    {
        sum = (sum & 0xFFFF) + (sum >> 16);
        sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
