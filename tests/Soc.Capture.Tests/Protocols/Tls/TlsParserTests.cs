using System.Text;
using Shouldly;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Tls;
using Xunit;
using static Soc.Capture.Tests.Protocols.Tls.Hellos;

namespace Soc.Capture.Tests.Protocols.Tls;

/// <summary>Handshakes written by hand, for what the captures do not have.</summary>
public sealed class TlsParserTests
{
    private const int Grease = 0x1A1A;
    private static readonly byte[] Ccs = Record(20, 1);
    private static readonly byte[] Extensions =
    [
        .. Extension(Grease), .. ServerName("Shop.Example"), .. Groups(Grease, 29, 23), .. SignatureAlgorithms(0x0403, 0x0804), .. Alpn("h2"u8.ToArray(), "http/1.1"u8.ToArray()), .. SupportedVersions(Grease, 0x0304, 0x0303),
    ];

    private static readonly byte[] Hello = Message(1, Client([Grease, 0x1301, 0xC02F], Extensions));

    [Fact]
    public void Hello_IsReadWithoutGrease()
    {
        var tls = Only((Side.Originator, Record(22, Hello)));
        tls.ServerName.ShouldBe("Shop.Example");
        tls.AlpnOffered.ShouldBe(["h2", "http/1.1"]);
        tls.OfferedVersions.ShouldBe([0x0304, 0x0303]);
        tls.Version.ShouldBeNull();
        tls.IsEstablished.ShouldBeFalse();

        // echo -n "771,4865-49199,0-10-13-16-43,29-23," | md5sum; sha256sum of "1301,c02f" and of "000a,000d,002b_0403,0804".
        tls.Ja3.ShouldBe("84f5c0b58de77cda2fc232b752bd207c");
        tls.Ja4.ShouldBe("t13d0205h2_c1929292aa6b_fbabbea27ee8");
    }

    /// <summary>Records of one byte, and messages that share a record.</summary>
    [Fact]
    public void Messages_MayBeCutByRecordsAnyhow()
    {
        var whole = Only((Side.Originator, Record(22, Hello)));
        var bytes = Hello.SelectMany(b => Record(22, b)).ToArray();
        Only((Side.Originator, bytes)).Ja4.ShouldBe(whole.Ja4);

        byte[] server = [.. Message(2, Server(0xC02F, Extension(0xFF01, 0))), .. Message(12, [3, 0, 29, 1, 9]), .. Message(14, [])];
        var tls = Only((Side.Originator, Record(22, Hello)), (Side.Responder, Record(22, server)));
        tls.VersionName.ShouldBe("TLSv12");
        tls.GroupName.ShouldBe("x25519");
        tls.CipherName.ShouldBe("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        tls.Ja3S.ShouldBe("fbe78c619e7ea20046131294ad087f05"); // "771,49199,65281"
    }

    [Fact]
    public void FullHandshakeOfTls12_IsEstablishedByTheLastFinished()
    {
        (Side, byte[])[] flight =
        [
            (Side.Originator, Record(22, Hello)),
            (Side.Responder, Record(22, [.. Message(2, Server(0x009C, [])), .. Message(14, [])])),
            (Side.Originator, [.. Record(22, Message(16, [1])), .. Ccs, .. Record(22, new byte[40])]),
            (Side.Responder, Ccs),
        ];
        Only(flight).IsEstablished.ShouldBeFalse();
        Only([.. flight, (Side.Responder, Record(21, new byte[26]))]).IsEstablished.ShouldBeFalse("An alert is no Finished.");
        var tls = Only([.. flight, (Side.Responder, Record(22, new byte[40]))]);
        tls.IsEstablished.ShouldBeTrue();
        tls.IsResumed.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SessionsOfTls12_AreResumedByIdOrTicket(bool byId)
    {
        byte[]? session = byId ? [1, 2, 3] : null;
        var tls = Only(
            (Side.Originator, Record(22, Message(1, Client([0x009C], [], session)))),
            (Side.Responder, [.. Record(22, Message(2, Server(0x009C, [], session: session))), .. Ccs, .. Record(22, new byte[40])]),
            (Side.Originator, [.. Ccs, .. Record(22, new byte[40])]));
        tls.IsResumed.ShouldBeTrue();
        tls.IsEstablished.ShouldBeTrue();
    }

    [Theory]
    [InlineData(53, true)]
    [InlineData(19, false)]
    public void Tls13_IsEstablishedByWhatMayBeAFinished(int clientRecordBytes, bool isEstablished)
    {
        var tls = Only(
            (Side.Originator, Record(22, Hello)),
            (Side.Responder, [.. Record(22, Message(2, Server(0x1301, [.. Extension(43, 3, 4), .. Extension(51, 0, 29, 0, 0), .. Extension(41, 0, 0)]))), .. Ccs, .. Record(23, new byte[900])]),
            (Side.Originator, [.. Ccs, .. Record(23, new byte[clientRecordBytes])]));
        tls.VersionName.ShouldBe("TLSv13");
        tls.GroupName.ShouldBe("x25519");
        tls.IsResumed.ShouldBeTrue();
        tls.IsEstablished.ShouldBe(isEstablished);
    }

    [Fact]
    public void RetryRequest_IsNotTheServersHello()
    {
        var retry = Convert.FromHexString("CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C");
        var tls = Only(
            (Side.Originator, [.. Record(22, Hello), .. Ccs]),
            (Side.Responder, [.. Record(22, Message(2, Server(0x1301, [.. Extension(43, 3, 4), .. Extension(51, 0, 23)], retry))), .. Ccs]),
            (Side.Originator, Record(22, Message(1, Client([0x1301], [.. Extensions, .. Extension(44, 0, 0)])))),
            (Side.Responder, [.. Record(22, Message(2, Server(0x1302, [.. Extension(43, 3, 4), .. Extension(51, 0, 23, 0, 0)]))), .. Record(23, new byte[99])]));
        tls.IsRetried.ShouldBeTrue();
        tls.CipherName.ShouldBe("TLS_AES_256_GCM_SHA384");
        tls.GroupName.ShouldBe("secp256r1");
        tls.Ja4!.ShouldStartWith("t13d0205h2_");
        tls.Ja4OfSecondHello!.ShouldStartWith("t13d0106h2_");
    }

    [Fact]
    public void AlertInClear_EndsIt()
    {
        var tls = Only((Side.Originator, Record(22, Hello)), (Side.Responder, Record(21, 1, 112)), (Side.Responder, Record(21, 2, 40)));
        tls.AlertName.ShouldBe("handshake_failure");
        tls.IsAlertByServer.ShouldBeTrue();
    }

    [Fact]
    public void NamesFromTheWire_CannotBreakALog()
    {
        var hello = Client([0x1301], [.. ServerName("a\nb\u00ff" + new string('x', 400)), .. Alpn([0xAB, 0xCD])]);
        var tls = Only((Side.Originator, Record(22, Message(1, hello))));
        tls.ServerName!.ShouldStartWith("a\\x0ab\\xffxx");
        tls.ServerName!.Length.ShouldBe(ClientHello.MaxServerNameChars);
        tls.Ja4!.ShouldStartWith("t12d0102ad_");
    }

    /// <summary>A certificate that lies about itself has its fingerprint only; those beyond the bound are not kept.</summary>
    [Fact]
    public void Certificates_AreBounded()
    {
        byte[] chain = [.. Enumerable.Range(0, 12).SelectMany(i => (byte[])[0, 0, 3, 0x30, 0x80, (byte)i])];
        byte[] server = [.. Message(2, Server(0x009C, [])), .. Message(11, [0, .. U16(chain.Length), .. chain])];
        var tls = Only((Side.Originator, Record(22, Hello)), (Side.Responder, Record(22, server)));
        tls.ServerCertificates.Count.ShouldBe(10);
        tls.ServerCertificates.ShouldAllBe(c => !c.IsReadable && c.Sha256.Length == 64);
    }

    [Fact]
    public void AbsurdHello_HasNoFingerprint()
    {
        var tls = Only((Side.Originator, Record(22, Message(1, Client(new int[600], [])))));
        tls.Ja3.ShouldBeNull();
        tls.Ja4.ShouldBeNull();
    }

    [Theory]
    [InlineData("1603010200010001", Recognition.Yes)]
    [InlineData("16030102", Recognition.Unsure)]
    [InlineData("160301020003", Recognition.No)]
    [InlineData("802e0100020015", Recognition.No)]
    [InlineData("474554202f20", Recognition.No)]
    [InlineData("", Recognition.Unsure)]
    public void Recognition_IsByContent(string hex, Recognition expected) => new TlsProtocol().Recognise(Side.Originator, Convert.FromHexString(hex)).ShouldBe(expected);

    [Fact]
    public void WhatIsNoTls_IsNotMine()
    {
        var sink = new Support.Records();
        new TlsProtocol().Begin().Read(Side.Originator, Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n"), 0, sink).Verdict.ShouldBe(ParserVerdict.NotMine);
        sink.All.ShouldBeEmpty();
    }

    private static TlsHandshake Only(params (Side Side, byte[] Data)[] pieces) =>
        Feeding.Feed(new TlsProtocol().Begin(), pieces).ShouldHaveSingleItem().ShouldBeOfType<TlsHandshake>();
}
