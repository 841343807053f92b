using CsCheck;
using Shouldly;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Quic;
using Soc.Capture.Protocols.Tls;
using Soc.Capture.Tests.Support;
using Xunit;
using static Soc.Capture.Tests.Protocols.Quic.QuicBytes;

namespace Soc.Capture.Tests.Protocols.Quic;

/// <summary>Connections by hand, for what the captures do not have.</summary>
public sealed class QuicParserTests
{
    private static readonly byte[] Ack = [2, 0, 0, 0, 0];
    private static readonly QuicVersion One = QuicVersion.One;

    public static TheoryData<string, uint> Versions => new() { { "1", 1 }, { "quicv2", 0x6B3343CF }, { "draft-29", 0xFF00001D } };

    [Theory]
    [MemberData(nameof(Versions))]
    public void Hellos_are_read(string name, uint number)
    {
        var version = QuicVersion.Of(number)!;
        var quic = Only(
            (Side.Originator, OfClient(version, [.. Crypto(700, Hello[700..]), 1, .. Crypto(0, Hello[..300]), 0, 0])),
            (Side.Originator, OfClient(version, Crypto(250, Hello[250..750]), 1)),
            (Side.Responder, [.. OfServer(version, [.. Ack, .. Crypto(0, Answer)]), .. Other(version, QuicPacketType.Handshake, ClientId, ServerId, 500)]));
        (quic.VersionName, quic.Version).ShouldBe((name, number));
        (quic.ClientInitialDestinationId, quic.ClientId, quic.ServerId).ShouldBe(("8394c8f03e515708", "c11e", "5e127e1201"));
        quic.ServerName.ShouldBe("quic.example");
        quic.AlpnOffered.ShouldBe(["h3"]);
        quic.Ja4.ShouldBe(Ja4.Of(ClientHello.Read(Hello.AsSpan(4))!, Ja4.Quic));
        quic.Ja4.ShouldNotBeNull().ShouldStartWith("q13d0204h3_");
        (quic.CipherName, quic.GroupName, quic.TlsVersion).ShouldBe(("TLS_CHACHA20_POLY1305_SHA256", "x25519", TlsVersions.Tls13));
        (quic.IsVersionNegotiated, quic.IsAddressProved, quic.CloseCode).ShouldBe((false, false, null));
    }

    /// <summary>The id that the client takes from the Retry gives new keys, to both sides.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_Retry_the_keys_are_new(bool isRetrySeen)
    {
        byte[] fresh = [9, 8, 7, 6, 5, 4, 3, 2, 1];
        var retry = Other(One, QuicPacketType.Retry, ClientId, fresh, 60);
        var quic = Only(
            (Side.Originator, OfClient(One, Crypto(0, Hello))),
            (Side.Responder, isRetrySeen ? retry : [0x40, 1, 2]),
            (Side.Originator, OfClient(One, Crypto(0, Hello), 1, to: fresh, token: new byte[300])),
            (Side.Responder, OfServer(One, Crypto(0, Answer), keyId: fresh)));
        quic.IsAddressProved.ShouldBe(isRetrySeen);
        (quic.ClientInitialDestinationId, quic.ServerName, quic.Cipher).ShouldBe(("8394c8f03e515708", "quic.example", (ushort?)0x1303));
    }

    /// <summary>Once the server has answered, the client writes to the server's id, and the keys stay.</summary>
    [Fact]
    public void After_the_servers_answer_the_keys_stay()
    {
        var again = Tls.Hellos.Message(2, Tls.Hellos.Server(0x1301, [], Convert.FromHexString("CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C")));
        var quic = Only(
            (Side.Originator, OfClient(One, Crypto(0, Hello))),
            (Side.Responder, OfServer(One, Crypto(0, again))),
            (Side.Originator, OfClient(One, Crypto(Hello.Length, Hello), 1, to: ServerId, keyId: Id)),
            (Side.Responder, OfServer(One, Crypto(again.Length, Answer), 1)));
        (quic.ServerName, quic.Cipher, quic.TlsVersion).ShouldBe(("quic.example", (ushort?)0x1303, TlsVersions.Tls13));
    }

    [Theory]
    [InlineData(0x6B3343CFu)]
    [InlineData(0xFF00001Du)]
    public void Another_version_after_a_refusal(uint first)
    {
        byte[] fresh = [1, 1, 2, 2, 3, 3, 4, 4];
        var quic = Only(
            (Side.Originator, OfClient(QuicVersion.Of(first)!, Crypto(0, Hello))),
            (Side.Responder, Refusal(1, 0x0A0A0A0A)),
            (Side.Originator, OfClient(One, Crypto(0, Hello), to: fresh)),
            (Side.Responder, OfServer(One, Crypto(0, Answer), keyId: fresh)));
        (quic.IsVersionNegotiated, quic.Version, quic.Cipher).ShouldBe((true, 1u, (ushort?)0x1303));
    }

    [Fact]
    public void A_version_that_nobody_knows_comes_before_one_that_can_be_read()
    {
        byte[] unknown = [0xC0, 0x1A, 0x2A, 0x3A, 0x4A, 8, .. Id, 0, .. new byte[1_200]];
        new QuicProtocol().Recognises(Side.Originator, unknown, 1, 2).ShouldBeTrue();
        var quic = Only((Side.Originator, unknown), (Side.Responder, Refusal(1)), (Side.Originator, OfClient(One, Crypto(0, Hello))));
        (quic.IsVersionNegotiated, quic.ServerName, quic.ServerId, quic.Cipher).ShouldBe((true, "quic.example", null, null));
    }

    /// <summary>RFC 9368: the server goes on in version 2 without a refusal.</summary>
    [Fact]
    public void The_server_may_go_on_in_another_version()
    {
        var quic = Only((Side.Originator, OfClient(One, Crypto(0, Hello))), (Side.Responder, OfServer(QuicVersion.Two, Crypto(0, Answer))));
        (quic.IsVersionNegotiated, quic.VersionName, quic.Cipher).ShouldBe((true, "quicv2", (ushort?)0x1303));
    }

    [Fact]
    public void Joined_packets_are_read_and_those_to_another_end_are_not()
    {
        byte[] joined = [.. OfClient(One, Crypto(0, Hello[..100])), .. Other(One, QuicPacketType.ZeroRtt, Id, ClientId, 40), .. OfClient(One, Crypto(100, Hello[100..]), 1)];
        Only((Side.Originator, joined)).ServerName.ShouldBe("quic.example");
        byte[] stranger = [.. OfClient(One, Crypto(0, Hello[..100])), .. OfClient(One, Crypto(100, Hello[100..]), 1, to: [1, 2, 3, 4, 5, 6, 7, 8], keyId: Id)];
        Only((Side.Originator, stranger)).ServerName.ShouldBeNull();
    }

    /// <summary>Acknowledgements with ranges, with and without the counts of congestion, stand before what matters.</summary>
    [Theory]
    [InlineData("020900020001020304")]
    [InlineData("0309000100010203" + "060101")]
    public void Acknowledgements_are_passed_over(string hex)
    {
        var ack = Convert.FromHexString(hex);
        Only((Side.Originator, OfClient(One, Crypto(0, Hello))), (Side.Responder, OfServer(One, [.. ack, .. Crypto(0, Answer)]))).Cipher.ShouldBe((ushort?)0x1303);
    }

    /// <summary>The second number does not fit its two bytes: it is made whole by the first.</summary>
    [Fact]
    public void Numbers_go_on_from_those_before() =>
        Only((Side.Originator, OfClient(One, Crypto(0, Hello[..400]), 40_000)), (Side.Originator, OfClient(One, Crypto(400, Hello[400..]), 70_000))).ServerName.ShouldBe("quic.example");

    /// <summary>ngtcp2's server clears the fixed bit of what it sends to a client that said it does not mind (RFC 9287).</summary>
    [Fact]
    public void A_server_may_leave_the_fixed_bit_out()
    {
        var sink = new Records();
        var parser = new QuicParser();
        parser.Read(Side.Originator, OfClient(One, Crypto(0, Hello)), 1, sink);
        parser.Read(Side.Responder, OfServer(One, Crypto(0, Answer), isFixedBitClear: true), 2, sink);
        sink.All.ShouldHaveSingleItem().ShouldBeOfType<QuicConnection>().Cipher.ShouldBe((ushort)0x1303);
    }

    [Fact]
    public void A_close_is_told_at_once()
    {
        var sink = new Records();
        var parser = new QuicParser();
        parser.Read(Side.Originator, OfClient(One, Crypto(0, Hello)), 5, sink).ShouldBe(ParserVerdict.More);
        parser.Read(Side.Responder, OfServer(One, [.. Ack, 0x1C, 0x41, 0x78, 6, 2, 111, 107]), 6, sink).ShouldBe(ParserVerdict.Done);
        var quic = sink.All.ShouldHaveSingleItem().ShouldBeOfType<QuicConnection>();
        (quic.AtNs, quic.CloseCode, quic.IsClosedByServer, quic.ServerName).ShouldBe((5, 0x178ul, true, "quic.example"));
    }

    [Fact]
    public void What_nobody_can_open_is_given_up_and_not_told()
    {
        var sink = new Records();
        var parser = new QuicParser();
        var closed = OfClient(One, Crypto(0, Hello), to: Id, keyId: [1, 2, 3]);
        var datagrams = 1;
        while (parser.Read(Side.Originator, closed, 1, sink) == ParserVerdict.More)
        {
            datagrams++;
        }

        datagrams.ShouldBe(QuicParser.MaxFailures + 1);
        parser.End(2, sink);
        sink.All.ShouldBeEmpty();
    }

    /// <summary>Packets after the handshake, and of other types: neither keys nor ciphers are made for them.</summary>
    [Fact]
    public void What_is_no_first_packet_costs_nothing()
    {
        var sink = new Records();
        var parser = new QuicParser();
        byte[][] others = [[0x41, .. new byte[1_300]], Other(One, QuicPacketType.Handshake, Id, ClientId, 1_000), Other(One, QuicPacketType.ZeroRtt, Id, ClientId, 1_000), Refusal(1)];
        parser.Read(Side.Originator, others[0], 1, sink);
        Allocation.OfEach(() =>
        {
            foreach (var data in others)
            {
                parser.Read(Side.Responder, data, 1, sink);
            }
        }).ShouldBe(0);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("C0", false)]
    [InlineData("4100000001", false)]
    [InlineData("C000000001088394C8F03E515708000000", true)]
    [InlineData("8000000001088394C8F03E515708000000", false)]
    [InlineData("E000000001088394C8F03E5157080000", false)]
    [InlineData("C06B3343CF088394C8F03E515708000000", false)]
    [InlineData("D06B3343CF088394C8F03E515708000000", true)]
    [InlineData("C01A2A3A4A088394C8F03E515708000000", false)]
    [InlineData("C0000000010015" + "000000000000000000000000000000000000000000" + "0000", false)]
    [InlineData("C000000001088394C8F03E5157080000FFFFFFFFFFFFFFFF", false)]
    public void Recognition_is_by_content(string hex, bool expected) => new QuicProtocol().Recognises(Side.Originator, Convert.FromHexString(hex), 443, 443).ShouldBe(expected);

    [Fact]
    public void Pieces_may_come_in_any_order_and_twice() =>
        Gen.Select(Gen.Int[1, 400].Array[1, 12], Gen.Int[0, 1_000_000]).Sample(
            (lengths, seed) =>
            {
                var frames = new List<byte[]>();
                for (var (at, i) = (0, 0); at < Hello.Length; i++)
                {
                    var length = Math.Min(lengths[i % lengths.Length], Hello.Length - at);
                    frames.Add(Crypto(Math.Max(0, at - 3), Hello[Math.Max(0, at - 3)..(at + length)]));
                    at += length;
                }

                frames.Add(frames[seed % frames.Count]);
                var order = frames.Select((f, i) => (Frame: f, Key: (uint)((i + 1) * (seed | 1) * 2_654_435_761u))).OrderBy(f => f.Key).Select(f => f.Frame).ToList();
                var datagrams = order.Chunk(1 + (seed % 60)).Select((c, i) => (Side.Originator, OfClient(One, [.. c.SelectMany(f => f)], i))).ToList();
                if (datagrams.Count < QuicParser.MaxDatagrams)
                {
                    Only([.. datagrams]).ServerName.ShouldBe("quic.example");
                }
            },
            iter: 300,
            threads: 1);

    /// <summary>Frames are what somebody likes: he has the keys.</summary>
    [Fact]
    public void Any_frames_are_survived() =>
        Gen.Select(Gen.OneOf(Gen.Byte.Array[0, 200], Gen.Int[0, 7].Select(i => new byte[] { 0, 1, 2, 3, 6, 0x1C, 0x40, 0xFF }[i]).Array[0, 200]), Gen.Bool).Array[1, 5].Sample(
            packets => Only([.. packets.Select((p, i) => (p.Item2 ? Side.Originator : Side.Responder, p.Item2 ? OfClient(One, p.Item1, i) : OfServer(One, p.Item1, i))).Prepend((Side.Originator, OfClient(One, [1])))]),
            iter: 1_500,
            threads: 1);

    [Fact]
    public void Damaged_datagrams_are_survived()
    {
        byte[][] sound = [OfClient(One, Crypto(0, Hello)), [.. OfServer(One, Crypto(0, Answer)), .. Other(One, QuicPacketType.Handshake, ClientId, ServerId, 50)], Other(One, QuicPacketType.Retry, ClientId, ServerId, 40), Refusal(1, 2)];
        Gen.Select(Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 1_300], Gen.Select(Gen.Int[0, 60], Gen.Byte).Array[0, 3]).Array[1, 10].Sample(
            steps =>
            {
                var sink = new Records();
                var parser = new QuicParser();
                foreach (var (which, isClient, length, changes) in steps)
                {
                    var data = sound[which][..Math.Min(length, sound[which].Length)];
                    foreach (var (at, value) in changes)
                    {
                        if (at < data.Length)
                        {
                            data[at] = value;
                        }
                    }

                    if (parser.Read(isClient ? Side.Originator : Side.Responder, data, 1, sink) != ParserVerdict.More)
                    {
                        break;
                    }
                }

                parser.End(2, sink);
                sink.All.Count.ShouldBeLessThan(2);
            },
            iter: 3_000,
            threads: 1);
    }

    private static QuicConnection Only(params (Side Side, byte[] Data)[] datagrams)
    {
        var sink = new Records();
        var parser = new QuicParser();
        foreach (var (side, data) in datagrams)
        {
            if (parser.Read(side, data, 1, sink) != ParserVerdict.More)
            {
                return sink.All.ShouldHaveSingleItem().ShouldBeOfType<QuicConnection>();
            }
        }

        parser.End(2, sink);
        return sink.All.ShouldHaveSingleItem().ShouldBeOfType<QuicConnection>();
    }
}
