using Shouldly;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Kerberos;
using Soc.Capture.Tests.Protocols.Http;
using Soc.Capture.Tests.Support;
using Xunit;
using static Soc.Capture.Tests.Protocols.Kerberos.KerberosBytes;

namespace Soc.Capture.Tests.Protocols.Kerberos;

public sealed class KerberosParserTests
{
    private const Side Client = Side.Originator;
    private const Side Server = Side.Responder;
    private const int AsRequest = 10;
    private const int AsReply = 11;
    private const int TgsRequest = 12;
    private const int TgsReply = 13;

    [Fact]
    public void OverTcp_SeveralMessagesInOnePiece()
    {
        var all = Talk(
            (Client, Framed(Request(AsRequest, "al", "krbtgt/R.EXAMPLE", [18, 23, -128], 1, true), Request(TgsRequest, "", "cifs/files", [23], 2, false))),
            (Server, Framed(Reply(TgsReply, "al", "cifs/files", 23, 18), Reply(AsReply, "al", "krbtgt/R.EXAMPLE", 18, 17))));
        all.Select(e => (e.RequestType, e.Client, e.Service, e.Realm, e.TicketEncryption, e.ReplyEncryptionType, e.HasPreauthentication)).ShouldBe(
        [
            (KerberosRequestType.TicketGranting, "al", "cifs/files", "R.EXAMPLE", "rc4-hmac", 18, false),
            (KerberosRequestType.AuthenticationService, "al", "krbtgt/R.EXAMPLE", "R.EXAMPLE", "aes256-cts-hmac-sha1-96", 17, true),
        ]);
        all[1].OfferedEncryptionTypes.ShouldBe([18, 23, -128]);
        (all[1].IsForwardable, all[1].IsRenewable, all[1].TillNs, all[1].IsSuccess).ShouldBe((true, true, 1_893_553_445_000_000_000, true));
    }

    [Fact]
    public void Error_IsNamed_AndARepeatedRequestIsOne()
    {
        var request = Request(AsRequest, "al\n", "krbtgt/R.EXAMPLE", [18], 1, false);
        var exchange = Datagrams(request, request, Error(18, "no")).ShouldHaveSingleItem();
        (exchange.Client, exchange.ErrorName, exchange.ErrorText, exchange.IsSuccess).ShouldBe((@"al\x0a", "KDC_ERR_CLIENT_REVOKED", "no", false));
    }

    [Fact]
    public void WithoutAnswer_AndWithoutRequest()
    {
        Datagrams(Request(TgsRequest, "", "http/x", [18], 1, false)).ShouldHaveSingleItem().IsSuccess.ShouldBeNull();
        var alone = Datagrams(Error(24, "bad")).ShouldHaveSingleItem();
        (alone.RequestType, alone.Service, alone.ErrorName).ShouldBe((KerberosRequestType.Unknown, "krbtgt/R.EXAMPLE", "KDC_ERR_PREAUTH_FAILED"));
    }

    [Fact]
    public void RequestsBeyondTheBound_AreToldWithoutAnswers() =>
        Datagrams([.. Enumerable.Range(0, KerberosLimits.MaxWaiting + 5).Select(i => Request(AsRequest, $"u{i}", "s", [18], (byte)i, false))])
            .Select(e => e.Client).ShouldBe(Enumerable.Range(0, KerberosLimits.MaxWaiting + 5).Select(i => $"u{i}"));

    [Fact]
    public void TextsAndLists_AreBounded()
    {
        var exchange = Datagrams(Request(AsRequest, new string('a', 3000), string.Join('/', Enumerable.Repeat("p", 50)), [.. Enumerable.Repeat(18, 200)], 1, false)).ShouldHaveSingleItem();
        exchange.Client.Length.ShouldBeLessThanOrEqualTo(KerberosLimits.MaxNameChars);
        exchange.Service.ShouldBe("p/p/p/p/p/p/p/p");
        exchange.OfferedEncryptionTypes.Count.ShouldBe(KerberosLimits.MaxEncryptionTypes);
    }

    [Fact]
    public void IsRecognisedByContent()
    {
        var request = Request(AsRequest, "al", "s", [18], 1, false);
        var udp = new KerberosDatagramProtocol();
        udp.Recognises(Client, request, 1, 2).ShouldBeTrue();
        udp.Recognises(Client, request.AsSpan(1), 1, 88).ShouldBeFalse();
        var tcp = new KerberosStreamProtocol();
        tcp.Recognise(Client, Framed(request)).ShouldBe(Recognition.Yes);
        tcp.Recognise(Client, Framed(request).AsSpan(0, 6)).ShouldBe(Recognition.Unsure);
        tcp.Recognise(Client, "GET / HTTP/1.1"u8).ShouldBe(Recognition.No);
        for (var length = 0; length < 30; length++)
        {
            tcp.Recognise(Client, Framed(request).AsSpan(0, length)).ShouldNotBe(Recognition.No);
        }
    }

    [Fact]
    public void TooLongAMessage_IsPassedOver()
    {
        byte[] longOne = [0, 1, 0, 0, .. new byte[65_536]];
        Talk((Client, [.. longOne, .. Framed(Request(AsRequest, "al", "s", [18], 1, false))])).ShouldHaveSingleItem().Client.ShouldBe("al");
    }

    /// <summary>Seeded: messages with bytes changed, over TCP whole and in pieces, over UDP cut anywhere.</summary>
    [Fact]
    public void AnyBytes_InAnyPieces_AreReadTheSame()
    {
        var records = 0;
        for (var seed = 1; seed <= 3000; seed++)
        {
            var random = new Random(seed);
            byte[][] messages = [Request(AsRequest, "al", "krbtgt/R", [18, 23], 1, true), Reply(AsReply, "al", "krbtgt/R", 18, 18), Request(TgsRequest, "al", "cifs/x", [18], 2, false), Error(7, "x")];
            var said = new List<(Side, byte[])>();
            for (var i = 0; i < messages.Length; i++)
            {
                var data = random.Next(2) == 0 ? messages[i] : Framed(messages[i]);
                for (var changes = random.Next(3); changes > 0; changes--)
                {
                    data[random.Next(data.Length)] = (byte)random.Next(256);
                }

                Datagrams(data.AsSpan(0, random.Next(data.Length + 1)).ToArray()).Count.ShouldBeLessThanOrEqualTo(1);
                said.Add(((Side)(i % 2), data[0] == 0 ? data : Framed(data)));
            }

            var whole = HttpTalk.Of(new KerberosStreamProtocol(), random, int.MaxValue, [.. said]);
            HttpTalk.Of(new KerberosStreamProtocol(), random, random.Next(1, 200), [.. said]).ShouldBe(whole, $"seed {seed}");
            records += whole.Count;
        }

        records.ShouldBeGreaterThan(2000);
    }

    private static List<KerberosExchange> Talk(params (Side Side, byte[] Data)[] said) =>
        [.. HttpTalk.Of(new KerberosStreamProtocol(), new Random(1), int.MaxValue, said).Cast<KerberosExchange>()];

    private static List<KerberosExchange> Datagrams(params byte[][] datagrams)
    {
        var sink = new Records();
        var parser = new KerberosDatagramProtocol().Begin();
        foreach (var datagram in datagrams)
        {
            parser.Read(Client, datagram, 1, sink).ShouldBe(ParserVerdict.More);
        }

        parser.End(2, sink);
        return [.. sink.All.Cast<KerberosExchange>()];
    }

    /// <summary>A name has one list of parts; of many, each would be joined to all before.</summary>
    [Fact]
    public void Of_several_lists_of_parts_the_first_counts()
    {
        byte[] list = [0xA1, 5, 0x30, 3, 0x1B, 1, (byte)'a'];
        byte[] name = [0x30, (byte)(3 * list.Length), .. list, .. list, .. list];
        KerberosParts.Name(name).ShouldBe("a");
    }
}
