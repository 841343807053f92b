using Shouldly;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Dns;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Dns;

public sealed class DnsDatagramTests
{
    private const long Second = 1_000_000_000;
    private readonly Records _sink = new();

    private DnsTransaction Only => _sink.All.ShouldHaveSingleItem().ShouldBeOfType<DnsTransaction>();

    public static TheoryData<int, string, string> Texts => new()
    {
        { 1, "0a000001", "10.0.0.1" },
        { 1, "0a0000", "<broken type=1>" },
        { 28, "20010db8000000000000000000000001", "2001:db8::1" },
        { 5, "03777777C00C", "www.a.example" },
        { 15, "000a046d61696cc00c", "mail.a.example" },
        { 33, "000000000016046d61696c00", "mail" },
        { 6, "036e7331c00c02686dc00c0000000100000002000000030000000400000005", "ns1.a.example" },
        { 16, "0368695c00", "TXT 3 hi\\ TXT 0 " },
        { 16, "020a1b", "TXT 2 \\x0a\\x1b" },
        { 16, "056869", "<broken type=16>" },
        { 13, "0241420143", "HINFO AB C" },
        { 43, "3039080211223344", "DS 8 2" },
        { 48, "0101030d1122", "DNSKEY 13" },
        { 46, "000105020000012c5cb25b5135187a1b230300", "RRSIG 1 ." },
        { 47, "0162c00c00", "NSEC a.example b.a.example" },
        { 44, "0101abcdef", "SSHFP: abcdef" },
        { 65, "0001000001000302683", "HTTPS 1 ." },
        { 257, "000569737375656c652e6f7267", "CAA 0 issue le.org" },
        { 10, "ffffffff", "<unknown type=10>" },
        { 2, "c00e", "example" },
        { 2, "c0ff", "<broken type=2>" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Records_AreTexts(int type, string data, string text)
    {
        var parser = DnsDatagrams.Dns.Begin();
        var bytes = Convert.FromHexString(data.Length % 2 == 0 ? data : data + "0");
        parser.Read(Side.Responder, DnsBytes.Response(7, "A.Example", (ushort)type, bytes), 5, _sink).ShouldBe(ParserVerdict.More);
        Only.Answers.ShouldHaveSingleItem().Text.ShouldBe(text);
        Only.Answers[0].Name.ShouldBe("a.example");
        Only.Answers[0].TtlSeconds.ShouldBe(300u);
    }

    [Fact]
    public void QueryAndAnswer_AreOne()
    {
        var parser = DnsDatagrams.Dns.Begin();
        parser.Read(Side.Originator, DnsBytes.Query(7, "wWw.eXample.org"), 10 * Second, _sink);
        parser.Read(Side.Responder, DnsBytes.Response(7, "www.example.org", 1, [10, 0, 0, 1], [10, 0, 0, 2]), (10 * Second) + 42, _sink);
        Only.ShouldSatisfyAllConditions(
            t => t.AtNs.ShouldBe(10 * Second),
            t => t.Name.ShouldBe("www.example.org"),
            t => t.RoundTripNs.ShouldBe(42),
            t => t.TypeName.ShouldBe("A"),
            t => t.IsQuerySeen.ShouldBeTrue(),
            t => t.IsAnswerSeen.ShouldBeTrue(),
            t => t.Answers.Select(a => a.Text).ShouldBe(["10.0.0.1", "10.0.0.2"]),
            t => t.QueryBytes.ShouldBe(33),
            t => t.AnswerBytes.ShouldBe(65));
    }

    /// <summary>Somebody guesses answers: right number, wrong name.</summary>
    [Fact]
    public void AnswerToAnotherQuestion_IsNotTheAnswer()
    {
        var parser = DnsDatagrams.Dns.Begin();
        parser.Read(Side.Originator, DnsBytes.Query(7, "www.example.org"), 1, _sink);
        parser.Read(Side.Responder, DnsBytes.Response(7, "evil.example.org", 1, [10, 0, 0, 1]), 2, _sink);
        Only.IsQuerySeen.ShouldBeFalse();
        parser.Read(Side.Responder, DnsBytes.Response(7, "www.example.org", 1, [10, 0, 0, 2]), 3, _sink);
        _sink.All[1].ShouldBeOfType<DnsTransaction>().RoundTripNs.ShouldBe(2);
    }

    [Fact]
    public void Unanswered_IsToldAtTheEnd_OrWhenItHasWaitedTooLong_OrWhenThereAreTooMany()
    {
        var parser = DnsDatagrams.Dns.Begin();
        for (var i = 0; i <= DnsWaiting.MaxQueries; i++)
        {
            parser.Read(Side.Originator, DnsBytes.Query((ushort)i, "a.example"), i == 0 ? 0 : Second, _sink);
        }

        Only.Id.ShouldBe((ushort)0);
        parser.Read(Side.Originator, DnsBytes.Query(1000, "a.example"), DnsWaiting.MaxWaitNs + Second + 1, _sink);
        _sink.All.Count.ShouldBe(1 + DnsWaiting.MaxQueries);
        parser.End(0, _sink);
        _sink.All.Count.ShouldBe(2 + DnsWaiting.MaxQueries);
        _sink.All.Cast<DnsTransaction>().ShouldAllBe(t => t.IsQuerySeen && !t.IsAnswerSeen && t.Rcode == null);
    }

    [Fact]
    public void RawBytesOfLabels_AreEscaped()
    {
        var query = DnsBytes.Message(1, 0x0100).Raw(1, 1, 3, (byte)'.', (byte)' ', (byte)'\\', 1, 0xFF, 0).U16(1).U16(1).ToArray();
        var parser = DnsDatagrams.Dns.Begin();
        parser.Read(Side.Originator, query, 1, _sink);
        parser.End(2, _sink);
        Only.Name.ShouldBe("\\x01.\\x2e\\x20\\.\\xff");
    }

    /// <summary>Pointers to themselves, ahead, round in a circle; names that never end; a label's length that is no length.</summary>
    [Theory]
    [InlineData("c00c")]
    [InlineData("c00e00")]
    [InlineData("0161c00c")]
    [InlineData("c0ff")]
    [InlineData("c0")]
    [InlineData("80")]
    [InlineData("3f61")]
    public void BrokenNames_AreNotMine(string name)
    {
        var query = DnsBytes.Message(1, 0x0100).Raw(Convert.FromHexString(name)).U16(1).U16(1).ToArray();
        DnsDatagrams.Dns.Recognises(Side.Originator, query, 40_000, 53).ShouldBeFalse();
        DnsDatagrams.Dns.Begin().Read(Side.Originator, query, 1, _sink).ShouldBe(ParserVerdict.NotMine);
        _sink.All.ShouldBeEmpty();
    }

    [Fact]
    public void Lists_AreBounded()
    {
        var data = Enumerable.Repeat<byte[]>([10, 0, 0, 1], 1000).ToArray();
        var parser = DnsDatagrams.Dns.Begin();
        parser.Read(Side.Responder, DnsBytes.Response(1, "a.example", 1, data), 1, _sink);
        Only.Answers.Length.ShouldBe(DnsRecords.MaxAnswers);
        Only.AnswerCount.ShouldBe(1000);
        var texts = Enumerable.Repeat<byte[]>([250, .. new byte[250]], 30).ToArray();
        parser.Read(Side.Responder, DnsBytes.Response(2, "a.example", 16, texts), 1, _sink);
        _sink.All[1].ShouldBeOfType<DnsTransaction>().Answers.Sum(a => a.Text.Length).ShouldBeInRange(5000, DnsRecords.MaxChars);
    }

    [Fact]
    public void Figures_TellData_FromNames()
    {
        var parser = DnsDatagrams.Dns.Begin();
        parser.Read(Side.Originator, DnsBytes.Query(1, "abcdefgh.ABCDEFGH.t.example"), 1, _sink);
        parser.Read(Side.Originator, DnsBytes.Query(2, "aaaa.example"), 1, _sink);
        parser.Read(Side.Originator, DnsBytes.Query(3, "."), 1, _sink);
        parser.End(2, _sink);
        var figures = _sink.All.Cast<DnsTransaction>().Select(t => t.Figures).ToList();
        figures[0].ShouldBe(new NameFigures(27, 8, 3));
        figures[1].ShouldBe(new NameFigures(12, 7, 0));
        figures[2].ShouldBe(new NameFigures(0, 0, 0));
        ((DnsTransaction)_sink.All[2]).Name.ShouldBe(".");
    }

    [Fact]
    public void Mdns_IsToldAtOnce_WithoutItsMarks()
    {
        var parser = DnsDatagrams.Mdns.Begin();
        parser.Read(Side.Originator, DnsBytes.Message(0, 0, questions: 2).Name("a.local").U16(1).U16(0x8001).Name("b.local").U16(28).U16(1).ToArray(), 1, _sink);
        parser.Read(Side.Originator, DnsBytes.Message(0, 0x8400, questions: 0, answers: 1).Name("a.local").U16(1).U16(0x8001).U32(120).U16(4).Raw(10, 0, 0, 1).ToArray(), 2, _sink);
        var told = _sink.All.Cast<DnsTransaction>().ToList();
        told.Select(t => (t.Name, t.TypeName, t.Class, t.IsAnswerSeen)).ShouldBe([("a.local", "A", (ushort)1, false), ("b.local", "AAAA", (ushort)1, false), ("a.local", null, null, true)]);
        told[2].Answers.ShouldHaveSingleItem().Text.ShouldBe("10.0.0.1");
    }

    [Fact]
    public void NetbiosRegistration_SaysWhoseAddress()
    {
        var name = DnsBytes.Netbios("WPAD", 0x20);
        var message = DnsBytes.Message(9, 0x2910, additionals: 1).Name(name).U16(32).U16(1).Record(32, 300, [0x60, 0, 10, 0, 0, 9]).ToArray();
        DnsDatagrams.Netbios.Recognises(Side.Originator, message, 137, 137).ShouldBeTrue();
        var parser = DnsDatagrams.Netbios.Begin();
        parser.Read(Side.Originator, message, 1, _sink);
        parser.End(2, _sink);
        Only.ShouldSatisfyAllConditions(
            t => t.Name.ShouldBe("wpad"),
            t => t.NetbiosSuffix.ShouldBe((byte)0x20),
            t => t.OpcodeName.ShouldBe("netbios-registration"),
            t => t.TypeName.ShouldBe("NB"),
            t => t.Answers.ShouldHaveSingleItem().Text.ShouldBe("10.0.0.9"),
            t => t.Answers[0].Name.ShouldBe("wpad"));
    }

    [Fact]
    public void NetbiosStatus_NamesTheStation()
    {
        byte[] status = [2, .. "PC1            "u8, 0, 4, 0, .. "HOME           "u8, 0x1E, 0x84, 0, 1, 2, 3, 4, 5, 6];
        var message = DnsBytes.Message(9, 0x8400, questions: 0, answers: 1).Name(DnsBytes.Netbios("*\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 0)).U16(33).U16(1).U32(0).U16(status.Length).Raw(status).ToArray();
        DnsDatagrams.Netbios.Begin().Read(Side.Responder, message, 1, _sink);
        Only.Name.ShouldBe("*");
        Only.Answers.ShouldHaveSingleItem().Text.ShouldBe("NBSTAT PC1<00> HOME<1e>");
    }

    /// <summary>On any port by content; relatives by port; not what happens to be long enough.</summary>
    [Fact]
    public void Recognition_GoesByContent()
    {
        var query = DnsBytes.Query(1, "a.example");
        DnsDatagrams.Dns.Recognises(Side.Originator, query, 40_000, 9_999).ShouldBeTrue();
        DnsDatagrams.Dns.Recognises(Side.Originator, query, 40_000, 5355).ShouldBeFalse();
        DnsDatagrams.Llmnr.Recognises(Side.Originator, query, 40_000, 5355).ShouldBeTrue();
        DnsDatagrams.Llmnr.Recognises(Side.Originator, query, 40_000, 53).ShouldBeFalse();
        DnsDatagrams.Dns.Recognises(Side.Originator, DnsBytes.Query(1, "a.example", 4711), 40_000, 9_999).ShouldBeFalse();
        DnsDatagrams.Dns.Recognises(Side.Originator, DnsBytes.Query(1, "a.example", 4711), 40_000, 53).ShouldBeTrue();
        DnsDatagrams.Dns.Recognises(Side.Originator, query.AsSpan(0, query.Length - 1), 40_000, 53).ShouldBeFalse();
        DnsDatagrams.Dns.Recognises(Side.Originator, "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"u8, 40_000, 53).ShouldBeFalse();
        DnsDatagrams.Dns.Recognises(Side.Originator, [], 40_000, 53).ShouldBeFalse();
    }
}
