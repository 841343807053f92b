using CsCheck;
using Shouldly;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Rdp;
using Soc.Capture.Protocols.Tls;
using Soc.Capture.Tests.Protocols.Tls;
using Xunit;
using static Soc.Capture.Tests.Protocols.Rdp.RdpBytes;

namespace Soc.Capture.Tests.Protocols.Rdp;

/// <summary>Written by hand: no capture with RDP is at hand.</summary>
public sealed class RdpParserTests
{
    private const string Hash = "Cookie: mstshash=j.doe\r\n";

    private static readonly (Side Side, byte[] Data)[] InClear =
    [
        (Side.Originator, Request(Hash, null)),
        (Side.Responder, Connect(0xD0, [])),
        (Side.Originator, Data(Initial([.. Core("WS-042", 0x0407, 2600, "55274-640-1"), .. Block(0xC004, new byte[8]), .. Network("cliprdr", "rdpsnd\u0001")]))),
        (Side.Responder, Data(Response([.. Block(0x0C01, new byte[8]), .. Block(0x0C02, [.. Little32(2), .. Little32(3), .. new byte[32]])]))),
    ];

    private static readonly (Side Side, byte[] Data)[] OverTls =
    [
        (Side.Originator, Request(Hash, 3)),
        (Side.Responder, Confirm(2, 2)),
        (Side.Originator, Hellos.Record(22, Hellos.Message(1, Hellos.Client([0xC02F], Hellos.ServerName("host.example"))))),
        (Side.Responder, Hellos.Record(22, Hellos.Message(2, Hellos.Server(0xC02F, [])))),
    ];

    [Fact]
    public void Client_is_read_where_RDP_encrypts_itself()
    {
        var rdp = Feeding.Feed(new RdpParser(), InClear).ShouldHaveSingleItem().ShouldBeOfType<RdpConnection>();
        rdp.Cookie.ShouldBe("j.doe");
        (rdp.Requested, rdp.Selected, rdp.FailureCode, rdp.RoutingToken).ShouldBe((null, null, null, null));
        (rdp.EncryptionMethod, rdp.EncryptionLevel).ShouldBe((2u, 3u));
        var client = rdp.ClientInfo.ShouldNotBeNull();
        (client.Name, client.KeyboardLayout, client.Build, client.ProductId).ShouldBe(("WS-042", 0x0407u, 2600u, "55274-640-1"));
        (client.Version, client.DesktopWidth, client.DesktopHeight).ShouldBe((0x00080004u, 1024, 768));
        client.Channels.ShouldBe(["cliprdr", @"rdpsnd\x01"]);
    }

    [Fact]
    public void Handshake_follows_where_TLS_is_chosen()
    {
        var told = Feeding.Feed(new RdpParser(), OverTls);
        told.Count.ShouldBe(2);
        var rdp = told[0].ShouldBeOfType<RdpConnection>();
        (rdp.Cookie, rdp.Requested, rdp.Selected, rdp.ClientInfo).ShouldBe(("j.doe", RdpSecurity.Tls | RdpSecurity.Hybrid, RdpSecurity.Hybrid, null));
        var tls = told[1].ShouldBeOfType<TlsHandshake>();
        (tls.ServerName, tls.CipherName).ShouldBe(("host.example", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));
    }

    [Theory]
    [InlineData(5, "HYBRID_REQUIRED_BY_SERVER")]
    [InlineData(77, "unknown-77")]
    public void A_refusal_ends_it(int code, string name)
    {
        var sink = new Support.Records();
        var parser = new RdpParser();
        parser.Read(Side.Originator, Request("", 0), 1, sink);
        parser.Read(Side.Responder, Confirm(3, code), 2, sink).Verdict.ShouldBe(ParserVerdict.Done);
        var rdp = sink.All.ShouldHaveSingleItem().ShouldBeOfType<RdpConnection>();
        (rdp.AtNs, rdp.FailureName, rdp.Requested, rdp.Selected).ShouldBe((1, name, RdpSecurity.None, null));
    }

    [Theory]
    [InlineData("Cookie: msts=3640205228.15629.0000\r\n", null, "Cookie: msts=3640205228.15629.0000")]
    [InlineData("tsv://MS Terminal\x1b\r\n", null, @"tsv://MS Terminal\x1b")]
    [InlineData("Cookie: mstshash=\r\n", "", null)]
    [InlineData("Cookie: mstshash=no end", "no end", null)]
    public void Lines_are_cookies_or_tokens(string line, string? cookie, string? token)
    {
        var rdp = Feeding.Feed(new RdpParser(), [(Side.Originator, Request(line, 1))]).ShouldHaveSingleItem().ShouldBeOfType<RdpConnection>();
        (rdp.Cookie, rdp.RoutingToken).ShouldBe((cookie, token));
        rdp.Requested.ShouldBe(RdpSecurity.Tls);
    }

    /// <summary>An empty request may be of anything on TPKT: it is told when what follows is RDP.</summary>
    [Fact]
    public void An_empty_request_alone_is_nothing()
    {
        Feeding.Feed(new RdpParser(), [(Side.Originator, Connect(0xE0, [])), (Side.Responder, Connect(0xD0, [])), (Side.Originator, Data([0x32, 1, 0, 0]))]).ShouldBeEmpty();
        Feeding.Feed(new RdpParser(), [(Side.Originator, Connect(0xE0, [])), .. InClear[1..]]).ShouldHaveSingleItem();
    }

    /// <summary>The first two are S7 (its size and addresses in two orders), the third H.225 in a TPKT.</summary>
    [Theory]
    [InlineData("0300001611E00000000100C1020100C2020102C00109", Recognition.No)]
    [InlineData("0300001611E00000000100C00109C1020100C2020102", Recognition.No)]
    [InlineData("0300000F0802000105040388C0A5FFFF", Recognition.No)]
    [InlineData("0300000B06E00000000000", Recognition.Yes)]
    [InlineData("030000130EE000000000000100080003000000", Recognition.Yes)]
    [InlineData("030000130EE0000000000001", Recognition.Yes)]
    [InlineData("030000130EE00000000000", Recognition.Unsure)]
    [InlineData("030000130DE000000000000100080003000000", Recognition.No)]
    [InlineData("030000", Recognition.Unsure)]
    [InlineData("0303", Recognition.No)]
    [InlineData("", Recognition.Unsure)]
    public void Recognition_is_by_content(string hex, Recognition expected) => new RdpProtocol().Recognise(Side.Originator, Convert.FromHexString(hex)).ShouldBe(expected);

    [Theory]
    [InlineData("030000130ED00000123400020F080001000000", Recognition.Yes)]
    [InlineData("0300001611D00001000100C00109C1020100C2020102", Recognition.No)]
    public void Servers_are_recognised_by_their_answer(string hex, Recognition expected) =>
        new RdpProtocol().Recognise(Side.Responder, Convert.FromHexString(hex)).ShouldBe(expected);

    [Fact]
    public void A_client_alone_is_not_kept_for_ever()
    {
        var sink = new Support.Records();
        new RdpParser().Read(Side.Originator, [.. Request(Hash, 1), .. new byte[16_385]], 1, sink).Verdict.ShouldBe(ParserVerdict.Done);
        sink.All.ShouldHaveSingleItem();
    }

    /// <summary>Lengths of TPKT that are shorter than its own header, than X.224's, or do not fit the length within.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(40)]
    [InlineData(65_535)]
    public void A_length_that_lies_is_no_request(int length)
    {
        var request = Request(Hash, 1);
        (request[2], request[3]) = ((byte)(length >> 8), (byte)length);
        new RdpProtocol().Recognise(Side.Originator, request).ShouldBe(Recognition.No);
        var sink = new Support.Records();
        byte[] data = [.. request, .. new byte[70_000]];
        new RdpParser().Read(Side.Originator, data, 1, sink).Verdict.ShouldBe(ParserVerdict.NotMine);
        sink.All.ShouldBeEmpty();
    }

    /// <summary>A header of X.224 has 255 bytes at most, and so a cookie that never ends is one that is cut.</summary>
    [Fact]
    public void A_cookie_without_an_end_is_bounded()
    {
        byte[] endless = [.. "Cookie: mstshash="u8, .. Enumerable.Repeat((byte)0xFF, 230)];
        var request = Connect(0xE0, endless);
        new RdpProtocol().Recognise(Side.Originator, request).ShouldBe(Recognition.Yes);
        var cookie = Feeding.Feed(new RdpParser(), [(Side.Originator, request)]).ShouldHaveSingleItem().ShouldBeOfType<RdpConnection>().Cookie.ShouldNotBeNull();
        cookie.Length.ShouldBeLessThanOrEqualTo(RdpConnection.MaxTextChars);
        cookie.ShouldStartWith(@"\xff\xff");
        request[4]++;
        new RdpProtocol().Recognise(Side.Originator, request).ShouldBe(Recognition.No);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Damaged_talk_is_read_the_same_however_it_is_cut(bool isTls) =>
        Gen.Select(Gen.Select(Gen.Int[0, 1_000], Gen.Byte).Array[0, 4], Gen.Int[1, 200].Array[1, 20]).Sample(
            (changes, lengths) =>
            {
                var damaged = Feeding.Damage(isTls ? OverTls : InClear, changes);
                Told(Feeding.Cut(damaged, lengths)).ShouldBe(Told(damaged));
            },
            iter: 5_000,
            threads: 1);

    [Fact]
    public void Any_bytes_are_survived() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 4], Gen.Byte.Array[0, 300]).Array[1, 8].Sample(
            pieces => Told([.. InClear[..1], .. pieces.Select(p => (p.Item1 ? Side.Originator : Side.Responder, Wrapped(p.Item2, p.Item3)))]).Count.ShouldBe(1),
            iter: 5_000,
            threads: 1);

    private static byte[] Wrapped(int how, byte[] bytes) => how switch
    {
        0 => bytes,
        1 => Connect(0xD0, bytes[..Math.Min(bytes.Length, 240)]),
        2 => Data(Initial(bytes)),
        3 => Data([0x7F, 0x65, .. bytes]),
        _ => Data(Initial(Block(0xC001, bytes))),
    };

    private static List<string> Told(IEnumerable<(Side Side, byte[] Data)> pieces) =>
    [
        .. Feeding.Feed(new RdpParser(), pieces).Select(r => $"{r} {string.Join(',', (r as RdpConnection)?.ClientInfo?.Channels ?? [])}"),
    ];
}
