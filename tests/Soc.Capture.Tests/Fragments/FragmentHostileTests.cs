using CsCheck;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Decode.Fragments;
using Xunit;
using static Soc.Capture.Tests.Fragments.Cutting;

namespace Soc.Capture.Tests.Fragments;

/// <summary>What attackers do with fragments.</summary>
public sealed class FragmentHostileTests
{
    private const long Second = 1_000_000_000;
    private static readonly byte[] Whole4 = V4(Udp(56));
    private static readonly byte[] Whole6 = V6([], Udp(56), 17);
    private readonly FragmentTable _table = new(new FragmentOptions());

    [Fact]
    public void Of_V4_what_came_first_stands()
    {
        Give(V4Part(Whole4, 0, 32, isLast: false)).ShouldBeNull();
        var liar = V4(Enumerable.Repeat((byte)0xEE, 64).ToArray());
        Give(V4Part(liar, 24, 48, isLast: false)).ShouldBeNull();
        var payload = Give(V4Part(Whole4, 40, 64, isLast: true)).ShouldNotBeNull();
        payload.ShouldBe([.. Whole4[28..52], .. Enumerable.Repeat((byte)0xEE, 16), .. Whole4[68..]]);
        _table.CountOf(FragmentEvent.Overlap).ShouldBe(2);
    }

    /// <summary>One that covers several, and the gaps between: only the gaps are taken.</summary>
    [Fact]
    public void Of_V4_gaps_are_filled()
    {
        Give(V4Part(Whole4, 8, 16, isLast: false)).ShouldBeNull();
        Give(V4Part(Whole4, 32, 40, isLast: false)).ShouldBeNull();
        var liar = V4(Enumerable.Repeat((byte)0xEE, 64).ToArray());
        var other = liar.ToArray();
        Whole4.AsSpan(20, 8).CopyTo(other.AsSpan(20));
        var payload = Give(V4Part(other, 0, 64, isLast: false));
        payload.ShouldBeNull("Nobody has said that it ends there.");
        Give(V4Part(Whole4, 56, 64, isLast: true)).ShouldNotBeNull()
            .ShouldBe([.. Whole4[28..36], .. liar[36..52], .. Whole4[52..60], .. liar[60..84]]);
    }

    [Fact]
    public void Of_V6_an_overlap_drops_the_datagram_for_its_time()
    {
        Give(V6Part(Whole6, 0, 0, 32, isLast: false)).ShouldBeNull();
        Give(V6Part(Whole6, 0, 24, 48, isLast: false)).ShouldBeNull();
        Give(V6Part(Whole6, 0, 32, 64, isLast: true)).ShouldBeNull();
        Give(V6Part(Whole6, 0, 0, 32, isLast: false)).ShouldBeNull();
        (_table.CountOf(FragmentEvent.OverlapDropped), _table.CountOf(FragmentEvent.OfDropped), _table.CountOf(FragmentEvent.Completed)).ShouldBe((1, 2, 0));

        Give(V6Part(Whole6, 0, 0, 32, isLast: false), 40 * Second).ShouldBeNull();
        Give(V6Part(Whole6, 0, 32, 64, isLast: true), 40 * Second).ShouldNotBeNull();
        _table.CountOf(FragmentEvent.TimedOut).ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_same_again_is_no_overlap(bool isV4)
    {
        Give(isV4 ? V4Part(Whole4, 0, 32, isLast: false) : V6Part(Whole6, 0, 0, 32, isLast: false)).ShouldBeNull();
        Give(isV4 ? V4Part(Whole4, 0, 32, isLast: false) : V6Part(Whole6, 0, 0, 32, isLast: false)).ShouldBeNull();
        Give(isV4 ? V4Part(Whole4, 32, 64, isLast: true) : V6Part(Whole6, 0, 32, 64, isLast: true)).ShouldNotBeNull();
        _table.CountOf(FragmentEvent.Duplicate).ShouldBe(1);
    }

    /// <summary>A second end, an end before what is there, more behind the end.</summary>
    [Theory]
    [InlineData(40, 64, true, 40, 56, true)]
    [InlineData(40, 64, false, 16, 24, true)]
    [InlineData(40, 56, true, 56, 64, false)]
    public void An_end_that_lies_drops_the_datagram(int from, int to, bool isLast, int secondFrom, int secondTo, bool isSecondLast)
    {
        Give(V4Part(Whole4, from, to, isLast)).ShouldBeNull();
        Give(V4Part(Whole4, secondFrom, secondTo, isSecondLast)).ShouldBeNull();
        _table.CountOf(FragmentEvent.EndDropped).ShouldBe(1);
        Give(V4Part(Whole4, 0, 40, isLast: false)).ShouldBeNull();
        _table.CountOf(FragmentEvent.Completed).ShouldBe(0);
    }

    [Theory]
    [InlineData(true, 65_504, 16, 1)]
    [InlineData(true, 65_504, 11, 0)]
    [InlineData(false, 65_528, 16, 1)]
    [InlineData(false, 65_528, 7, 0)]
    public void Nothing_is_longer_than_a_datagram(bool isV4, int offset, int bytes, int dropped)
    {
        Give(isV4 ? V4Raw(Whole4[..20], offset, new byte[bytes], isLast: true) : V6Raw(Whole6[..40], offset, new byte[bytes], isLast: true)).ShouldBeNull();
        _table.CountOf(FragmentEvent.TooLongDropped).ShouldBe(dropped);
    }

    [Fact]
    public void The_longest_datagram_is_read()
    {
        var whole = V4(Udp(65_535 - 28));
        byte[]? payload = null;
        foreach (var (from, to) in Places(65_515, [185]))
        {
            payload.ShouldBeNull();
            payload = Give(V4Part(whole, from, to, to == 65_515));
        }

        payload.ShouldNotBeNull().ShouldBe(whole[28..]);
    }

    [Fact]
    public void A_tiny_first_fragment_is_noted_and_read()
    {
        var tcp = new byte[40];
        (tcp[1], tcp[12], tcp[13]) = (80, 0x50, 2);
        var whole = V4(tcp, protocol: 6);
        Give(V4Part(whole, 0, 8, isLast: false)).ShouldBeNull();
        Give(V4Part(whole, 8, 40, isLast: true)).ShouldNotBeNull().Length.ShouldBe(20);
        _table.CountOf(FragmentEvent.TinyFirst).ShouldBe(1);
    }

    [Fact]
    public void Odd_lengths_are_cut_or_left_out()
    {
        Give(V4Raw(Whole4[..20], 0, Whole4[20..57], isLast: false)).ShouldBeNull();
        Give(V4Part(Whole4, 32, 64, isLast: true)).ShouldNotBeNull();
        Give(V6Raw(Whole6[..40], 0, Whole6[40..77], isLast: false)).ShouldBeNull();
        Give(V6Part(Whole6, 0, 32, 64, isLast: true)).ShouldBeNull();
        Give(V4Raw(V4([], id: 5), 8, [], isLast: false)).ShouldBeNull();
        (_table.CountOf(FragmentEvent.OddLength), _table.CountOf(FragmentEvent.Empty)).ShouldBe((2, 1));
    }

    [Fact]
    public void What_the_capture_cut_short_cannot_become_whole()
    {
        var packet = Read(V4Part(Whole4, 0, 32, isLast: false)[..40], wireBytes: 52);
        _table.TryComplete(ref packet, out _).ShouldBeFalse();
        Give(V4Part(Whole4, 0, 32, isLast: false)).ShouldBeNull();
        (_table.CountOf(FragmentEvent.CapturedShortDropped), _table.CountOf(FragmentEvent.OfDropped)).ShouldBe((1, 1));
    }

    [Fact]
    public void What_is_late_is_gone()
    {
        Give(V4Part(Whole4, 0, 32, isLast: false), 1 * Second).ShouldBeNull();
        Give(V4Part(Whole4, 32, 64, isLast: true), 32 * Second).ShouldBeNull();
        (_table.CountOf(FragmentEvent.TimedOut), _table.Count).ShouldBe((1, 1));
        Give(V4Part(Whole4, 0, 32, isLast: false), 62 * Second).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(11, false)]
    [InlineData(3_600, false)]
    public void What_waits_when_the_clock_is_set_back_by_more_than_ten_seconds_is_dropped(int seconds, bool isKept)
    {
        Give(V4Part(Whole4, 0, 32, isLast: false), 10_000 * Second).ShouldBeNull();
        Give(V4Part(V4(Udp(56), id: 78), 0, 32, isLast: false), 10_015 * Second).ShouldBeNull();
        (Give(V4Part(V4(Udp(56), id: 78), 32, 64, isLast: true), (10_015 - seconds) * Second) is not null).ShouldBe(isKept);
        (_table.CountOf(FragmentEvent.ClockSetBack), _table.Count).ShouldBe(isKept ? (0, 1) : (2, 1));

        // By the clock as it is now all goes on.
        Give(V4Part(V4(Udp(56), id: 79), 0, 32, isLast: false), (10_016 - seconds) * Second).ShouldBeNull();
        Give(V4Part(V4(Udp(56), id: 79), 32, 64, isLast: true), (10_016 - seconds) * Second).ShouldNotBeNull();
    }

    [Fact]
    public void Ids_protocols_and_ends_keep_datagrams_apart()
    {
        Give(V4Part(Whole4, 0, 32, isLast: false)).ShouldBeNull();
        Give(V4Part(V4(Udp(56), id: 78), 32, 64, isLast: true)).ShouldBeNull();
        Give(V4Part(V4(Udp(56), protocol: 1), 32, 64, isLast: true)).ShouldBeNull();
        _table.Count.ShouldBe(3);
        Give(V6Part(Whole6, 0, 0, 32, isLast: false)).ShouldBeNull();
        Give(V6Part(V6([], Udp(56), 6), 0, 32, 64, isLast: true)).ShouldNotBeNull("Of IPv6 the first fragment's protocol counts.");
    }

    [Fact]
    public void A_flood_uses_no_more_than_it_may()
    {
        var options = new FragmentOptions { MaxDatagrams = 500, MaxBytes = 512 * 1024 };
        var table = new FragmentTable(options);
        var header = V4(new byte[8])[..20];
        for (var i = 0; i < 100_000; i++)
        {
            (header[4], header[5], header[13]) = ((byte)(i >> 8), (byte)i, (byte)(i >> 16));
            var packet = Read(V4Raw(header, 8 * (i % 8_000), new byte[i % 3 == 0 ? 1_480 : 8], isLast: false));
            table.TryComplete(ref packet, out _).ShouldBeFalse();
            table.Count.ShouldBeLessThanOrEqualTo(options.MaxDatagrams);
            table.UsedBytes.ShouldBeInRange(1, options.MaxBytes);
        }

        table.CountOf(FragmentEvent.Evicted).ShouldBeGreaterThan(90_000);
    }

    [Fact]
    public void One_datagram_in_crumbs_is_dropped_and_freed()
    {
        var header = V4(new byte[8])[..20];
        for (var i = 0; i < 4_000; i++)
        {
            Give(V4Raw(header, 16 * i, new byte[8], isLast: false)).ShouldBeNull();
        }

        _table.CountOf(FragmentEvent.TooManyDropped).ShouldBe(1);
        _table.UsedBytes.ShouldBeLessThan(1_000);
    }

    /// <summary>Fragments of fragments without a tunnel: whole in whole in whole, as deep as somebody likes.</summary>
    [Fact]
    public void Nested_fragments_end()
    {
        var content = Udp(600);
        const int levels = 40;
        var bytes = content;
        byte next = 17;
        for (var level = 0; level < levels; level++)
        {
            // The last part of every level waits, behind what the levels around it add; the first holds the next level.
            var offset = bytes.Length + (8 * (levels - 1 - level));
            Give(V6Raw(V6([], [], next), offset, new byte[8], isLast: true, id: (uint)level)).ShouldBeNull();
            bytes = [next, 0, 0, 1, 0, 0, 0, (byte)level, .. bytes];
            next = 44;
        }

        var packet = Read(V6([], bytes, 44));
        _table.TryComplete(ref packet, out var outcome).ShouldBeTrue();
        outcome.ShouldBe(DecodeOutcome.TooDeep);
    }

    [Fact]
    public void Any_fragments_are_survived()
    {
        var table = new FragmentTable(new FragmentOptions { MaxDatagrams = 20 });
        Gen.Select(Gen.Bool, Gen.Int[0, 30], Gen.Byte.Array[0, 64], Gen.Bool, Gen.Int[0, 5], Gen.Int[0, 8]).Array[1, 30].Sample(
            parts =>
            {
                foreach (var (isV4, unit, content, isLast, id, protocol) in parts)
                {
                    var carried = new byte[] { 17, 6, 1, 4, 41, 47, 44, 60, 0 }[protocol];
                    var frame = isV4
                        ? V4Raw(V4([], carried, id: (ushort)id), unit * 8, content, isLast)
                        : V6Raw(V6([], [], carried), unit * 8, content, isLast, (uint)id);
                    var packet = default(Packet);
                    if (PacketDecoder.Decode(new Link.RawFrame(frame, 1, frame.Length, Link.LinkType.Raw), ref packet) == DecodeOutcome.Ip && table.TryComplete(ref packet, out var outcome) && outcome == DecodeOutcome.Ip)
                    {
                        packet.IsFragment.ShouldBeFalse();
                        packet.PayloadBytes.ShouldBeGreaterThanOrEqualTo(packet.Payload.Length);
                    }
                }

                table.Count.ShouldBeLessThanOrEqualTo(20);
            },
            iter: 5_000,
            threads: 1);
        table.CountOf(FragmentEvent.Completed).ShouldBeGreaterThan(0);
    }

    private byte[]? Give(byte[] frame, long atNs = 1)
    {
        var packet = Read(frame, atNs);
        packet.IsFragment.ShouldBeTrue();
        if (!_table.TryComplete(ref packet, out var outcome))
        {
            return null;
        }

        outcome.ShouldBe(DecodeOutcome.Ip);
        return packet.Payload.ToArray();
    }
}
