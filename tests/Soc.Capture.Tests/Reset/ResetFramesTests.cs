using System.Buffers.Binary;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Reset;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Reset;

public sealed class ResetFramesTests
{
    private static readonly NetAddress V6A = new(0x2001_0DB8_0000_0000, 1);
    private static readonly NetAddress V6B = new(0x2001_0DB8_FFFF_0000, 0xFFFF_FFFF_FFFF_FFFE);

    /// <summary>Calculated by another program, from the RFCs: 10.0.0.1:80 to 192.168.1.2:40000, numbers 0x01020304 and 0xA0B0C0D0, window 0.</summary>
    [Fact]
    public void A_frame_is_as_calculated_elsewhere()
    {
        Span<byte> frame = stackalloc byte[ResetFrames.MaxBytes];
        var length = ResetFrames.Write(
            new ResetSegment
            {
                SrcMac = new(0x020000000099), DstMac = new(0x020000000001), Src = NetAddress.V4(0x0A000001), SrcPort = 80, Dst = NetAddress.V4(0xC0A80102), DstPort = 40_000,
                Sequence = 0x01020304, Acknowledgement = 0xA0B0C0D0,
            },
            frame);
        Convert.ToHexString(frame[..length]).ShouldBe(
            "020000000001" + "020000000099" + "0800"
            + "45000028000040004006" + "6F25" + "0A000001C0A80102"
            + "00509C40" + "01020304A0B0C0D0" + "50140000" + "E20D" + "0000"
            + "000000000000");
    }

    [Theory]
    [InlineData(false, 0, 0)]
    [InlineData(false, 7, 0)]
    [InlineData(false, 4_094, 12)]
    [InlineData(true, 0, 0)]
    [InlineData(true, 7, 0)]
    [InlineData(true, 4_094, 12)]
    public void A_frame_says_what_it_was_made_of_and_its_checksums_are_right(bool isV6, ushort outer, ushort inner)
    {
        var segment = new ResetSegment
        {
            SrcMac = ResetScene.Agent, DstMac = ResetScene.ServerMac, OuterVlan = outer, InnerVlan = inner, Src = isV6 ? V6A : ResetScene.Client, SrcPort = 65_535,
            Dst = isV6 ? V6B : ResetScene.Server, DstPort = 1, Sequence = uint.MaxValue, Acknowledgement = 0xFFFF_0000, Window = 0xFFFF,
        };
        var frame = new byte[ResetFrames.MaxBytes];
        frame.AsSpan().Fill(0xEE);
        var length = ResetFrames.Write(segment, frame);
        length.ShouldBeInRange(60, ResetFrames.MaxBytes);
        var packet = Frames.Packet(frame.AsSpan(0, length), 1);
        new ResetSegment
        {
            SrcMac = packet.SrcMac, DstMac = packet.DstMac, OuterVlan = packet.OuterVlan, InnerVlan = packet.InnerVlan, Src = packet.Src, SrcPort = packet.SrcPort, Dst = packet.Dst,
            DstPort = packet.DstPort, Sequence = packet.Sequence, Acknowledgement = packet.Acknowledgement, Window = packet.Window,
        }.ShouldBe(segment);
        (packet.Flags, packet.PayloadBytes, packet.TimeToLive).ShouldBe((TcpFlags.Rst | TcpFlags.Ack, 0, (byte)64));

        var ip = frame.AsSpan(14 + (outer != 0 ? 4 : 0) + (inner != 0 ? 4 : 0));
        var (headerBytes, addressesAt, addressesBytes) = isV6 ? (40, 8, 32) : (20, 12, 8);
        if (!isV6)
        {
            Sum(ip[..20]).ShouldBe(0xFFFF);
        }

        Sum([.. ip.Slice(addressesAt, addressesBytes), 0, 6, 0, 20, .. ip.Slice(headerBytes, 20)]).ShouldBe(0xFFFF);
    }

    /// <summary>What a receiver does: with the checksum in it, the sum is all ones (RFC 1071).</summary>
    private static int Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        for (var i = 0; i < bytes.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]);
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return sum;
    }
}
