using CsCheck;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Decode.Fragments;
using Soc.Capture.Link;
using Soc.Capture.Tests.Support;
using Xunit;
using static Soc.Capture.Tests.Fragments.Cutting;

namespace Soc.Capture.Tests.Fragments;

/// <summary>Datagrams in pieces are what they are whole. The captures at hand have no fragments: their packets are cut here.</summary>
public sealed class FragmentTests
{
    private static readonly Gen<int[]> Lengths = Gen.Int[1, 60].Array[1, 10];

    [Fact]
    public void Any_cut_and_order_of_V4_gives_the_whole() =>
        Gen.Select(Gen.Int[1, 3_000], Gen.Int[0, 10], Lengths, Gen.Int[0, 1_000_000]).Sample(
            (bytes, options, lengths, seed) =>
            {
                var whole = V4(Udp(bytes), optionBytes: options * 4);
                var parts = Places(bytes + 8, lengths).Select(p => V4Part(whole, p.From, p.To, p.To == bytes + 8)).ToList();
                ShouldBecome(whole, Shuffled(parts, seed));
            },
            iter: 3_000,
            threads: 1);

    /// <summary>Headers before the fragment's that every fragment has, and headers behind it that are cut like the rest.</summary>
    [Fact]
    public void Any_cut_and_order_of_V6_gives_the_whole() =>
        Gen.Select(Gen.Int[1, 3_000], Gen.Int[0, 2], Gen.Bool, Lengths, Gen.Int[0, 1_000_000]).Sample(
            (bytes, units, hasOptions, lengths, seed) =>
            {
                byte[] before = units == 0 ? [] : [0, (byte)(units - 1), .. new byte[(units * 8) - 2]];
                byte[] content = hasOptions ? [17, 1, .. new byte[14], .. Udp(bytes)] : Udp(bytes);
                var whole = V6(before, content, hasOptions ? (byte)60 : (byte)17);
                var parts = Places(content.Length, lengths).Select(p => V6Part(whole, before.Length, p.From, p.To, p.To == content.Length)).ToList();
                ShouldBecome(whole, Shuffled(parts, seed));
            },
            iter: 3_000,
            threads: 1);

    /// <summary>Real packets, of TCP and UDP, in VLANs and with MACs; those in tunnels are cut within the innermost.</summary>
    [Theory]
    [InlineData("zeek/wikipedia.pcap", 0)]
    [InlineData("zeek/q-in-q.pcap", 0)]
    [InlineData("zeek/dns53.pcap", 0)]
    [InlineData("zeek/tunnels/gre-sample.pcap", 1)]
    public void Packets_of_captures_are_the_same_in_pieces(string capture, int tunnels)
    {
        using var file = CaptureFile.Open(Corpus.PathOf(capture));
        var table = new FragmentTable(new FragmentOptions());
        var checkedPackets = 0;
        while (file.TryRead(out var frame) && checkedPackets < 400)
        {
            var whole = default(Packet);
            if (PacketDecoder.Decode(frame, ref whole) != DecodeOutcome.Ip || !whole.Src.IsV4 || whole.IsFragment || frame.Link != LinkType.Ethernet || frame.Data.Length != frame.WireLength)
            {
                continue;
            }

            var data = frame.Data.ToArray();
            var at = InnermostV4(data, whole);
            if (at < 0)
            {
                continue;
            }

            // As at Ethernet, with the lengths of the headers before left as they are: only IP in GRE has none of its own.
            var ip = data[at..(at + whole.IpBytes)];
            var contentBytes = ip.Length - ((ip[0] & 15) * 4);
            if (contentBytes <= 8)
            {
                continue;
            }

            var packet = default(Packet);
            foreach (var (from, to) in Places(contentBytes, [3, 1, 40]).AsEnumerable().Reverse())
            {
                packet = default;
                byte[] part = [.. data[..at], .. V4Part(ip, from, to, to == contentBytes)];
                if (whole.TunnelDepth > 0)
                {
                    System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(part.AsSpan(OuterAt(data) + 2), (ushort)(part.Length - OuterAt(data)));
                }

                PacketDecoder.Decode(new RawFrame(part, frame.AtNs, part.Length, frame.Link), ref packet).ShouldBe(DecodeOutcome.Ip);
                packet.IsFragment.ShouldBeTrue();
                table.TryComplete(ref packet, out var outcome).ShouldBe(from == 0);
                outcome.ShouldBe(DecodeOutcome.Ip);
            }

            Text(packet).ShouldBe(Text(whole));
            checkedPackets += whole.TunnelDepth == tunnels ? 1 : 0;
        }

        checkedPackets.ShouldBeGreaterThan(0);
        table.Count.ShouldBe(0);
        table.UsedBytes.ShouldBe(0);
    }

    [Fact]
    public void What_is_no_fragment_stays_as_it_is()
    {
        var packet = Read(V4(Udp(10)));
        var before = Text(packet);
        var table = new FragmentTable(new FragmentOptions());
        table.TryComplete(ref packet, out var outcome).ShouldBeTrue();
        (Text(packet), outcome, table.Count).ShouldBe((before, DecodeOutcome.Ip, 0));
    }

    /// <summary>A packet in a tunnel, in fragments, whose packet within is in fragments too.</summary>
    [Fact]
    public void Fragments_in_fragments_are_put_together()
    {
        var inner = V4(Udp(400));
        var table = new FragmentTable(new FragmentOptions());
        foreach (var (from, to, isLast) in new[] { (200, 408, true), (0, 200, false) })
        {
            var outer = V4(V4Part(inner, from, to, isLast), protocol: 4, id: (ushort)(100 + from));
            foreach (var (outerFrom, outerTo) in Places(outer.Length - 20, [5]))
            {
                var packet = Read(V4Part(outer, outerFrom, outerTo, outerTo == outer.Length - 20));
                var isWhole = table.TryComplete(ref packet, out var outcome);
                isWhole.ShouldBe(from == 0 && outerTo == outer.Length - 20);
                if (isWhole)
                {
                    outcome.ShouldBe(DecodeOutcome.Ip);
                    (packet.SrcPort, packet.TunnelDepth, packet.PayloadBytes).ShouldBe(((ushort)1000, (byte)1, 400));
                }
            }
        }

        table.CountOf(FragmentEvent.Completed).ShouldBe(3);
    }

    /// <summary>What is whole may be nonsense all the same, and says so.</summary>
    [Fact]
    public void A_whole_without_a_transport_is_told_as_such()
    {
        var table = new FragmentTable(new FragmentOptions());
        var content = Udp(100);
        content[5] = 3; // a length that is none
        var whole = V4(content);
        var packet = Read(V4Part(whole, 0, 64, isLast: false));
        table.TryComplete(ref packet, out _).ShouldBeFalse();
        packet = Read(V4Part(whole, 64, 108, isLast: true));
        table.TryComplete(ref packet, out var outcome).ShouldBeTrue();
        outcome.ShouldBe(DecodeOutcome.BadTransport);
    }

    private static void ShouldBecome(byte[] whole, List<byte[]> parts)
    {
        var table = new FragmentTable(new FragmentOptions());
        for (var i = 0; i < parts.Count; i++)
        {
            var packet = Read(parts[i]);
            var isLast = i == parts.Count - 1;
            packet.IsFragment.ShouldBe(parts.Count > 1);
            table.TryComplete(ref packet, out var outcome).ShouldBe(isLast);
            if (isLast && parts.Count > 1)
            {
                outcome.ShouldBe(DecodeOutcome.Ip);
                Text(packet).ShouldBe(Text(Read(whole)));
            }
        }

        (table.Count, table.UsedBytes).ShouldBe((0, 0));
    }

    private static List<byte[]> Shuffled(List<byte[]> parts, int seed) =>
        [.. parts.Select((p, i) => (Part: p, Key: (uint)((i + 1) * (seed | 1) * 2_654_435_761u))).OrderBy(p => p.Key).Select(p => p.Part)];

    /// <summary>Behind the outer header, or behind it and GRE's, where the same addresses stand again.</summary>
    private static int InnermostV4(byte[] frame, Packet whole)
    {
        Span<byte> addresses = stackalloc byte[8];
        whole.Src.WriteTo(addresses);
        whole.Dst.WriteTo(addresses[4..]);
        var at = frame.AsSpan().IndexOf(addresses) - 12;
        return at >= 14 && frame[at] >> 4 == 4 && whole.IpBytes <= frame.Length - at ? at : -1;
    }

    private static int OuterAt(byte[] frame) => frame[12] == 0x81 ? 18 : 14;
}
