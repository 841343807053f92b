using System.Text;
using Shouldly;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Http;
using Soc.Capture.Protocols.Ntlm;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Http;

public sealed class HttpParserTests
{
    private const Side Client = Side.Originator;
    private const Side Server = Side.Responder;

    [Fact]
    public void ChunkedBody_IsCountedWithoutItsSizes()
    {
        var exchange = One(
            (Client, "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5;x=y\r\nhello\r\nA\r\n0123456789\r\n0\r\nTrailer: 1\r\n\r\n"),
            (Server, "HTTP/1.1 201 Created here\r\nContent-Length: 3\r\nContent-Type: text/plain\r\n\r\nabc"));
        (exchange.RequestBodyBytes, exchange.ResponseBodyBytes, exchange.StatusCode).ShouldBe((15, 3, 201));
        (exchange.StatusMessage, exchange.ContentType, exchange.IsComplete, exchange.HasConflictingLengths).ShouldBe(("Created here", "text/plain", true, false));
    }

    [Fact]
    public void Pipelined_AnswersGoToTheirRequestsInOrder()
    {
        var all = HttpTalk.Of(
            (Client, "GET /1 HTTP/1.1\r\n\r\nHEAD /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\n\r\n"),
            (Server, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabHTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nHTTP/1.1 404 No\r\n\r\nto the end"))
            .Cast<HttpExchange>().ToList();
        all.Select(e => (e.Depth, e.Uri, e.StatusCode, e.InfoCode, e.ResponseBodyBytes, e.IsPipelined, e.IsComplete))
            .ShouldBe([(1, "/1", 200, 100, 2, false, true), (2, "/2", 200, 0, 0, true, true), (3, "/3", 404, 0, 10, true, true)]);
    }

    [Fact]
    public void RequestsWithoutAnswers_AreTold_AndSoAreAnswersWithoutRequests()
    {
        HttpTalk.Of((Client, "GET /1 HTTP/1.1\r\n\r\nPUT /2 HTTP/1.1\r\nContent-Length: 9\r\n\r\n1234")).Cast<HttpExchange>()
            .Select(e => (e.Uri, e.RequestBodyBytes, e.StatusCode, e.IsComplete)).ShouldBe([("/1", 0, 0, false), ("/2", 4, 0, false)]);
        HttpTalk.Of((Server, "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.0 500 \r\n\r\n")).Cast<HttpExchange>()
            .Select(e => (e.Method, e.StatusCode, e.ResponseBodyBytes)).ShouldBe([("", 200, 1), ("", 500, 0)]);
    }

    [Fact]
    public void AnswerBeforeTheRequestIsWhole_WaitsForIt()
    {
        var exchange = One(
            (Client, "POST / HTTP/1.1\r\nContent-Length: 6\r\n\r\nabc"),
            (Server, "HTTP/1.1 413 Too big\r\nContent-Length: 0\r\n\r\n"),
            (Client, "def"));
        (exchange.RequestBodyBytes, exchange.StatusCode, exchange.IsComplete).ShouldBe((6, 413, true));
    }

    [Theory]
    [InlineData("CONNECT a:443 HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n", "HTTP/1.1 101 Switching\r\n\r\n")]
    public void Tunnel_IsDone(string request, string answer)
    {
        var sink = new Records();
        var parser = new HttpProtocol().Begin();
        parser.Read(Client, Encoding.ASCII.GetBytes(request), 1, sink).Verdict.ShouldBe(ParserVerdict.More);
        parser.Read(Server, Encoding.ASCII.GetBytes(answer), 2, sink).Verdict.ShouldBe(ParserVerdict.Done);
        var exchange = sink.All.ShouldHaveSingleItem().ShouldBeOfType<HttpExchange>();
        (exchange.IsTunnel, exchange.AtNs, exchange.AnsweredAtNs).ShouldBe((true, 1, 2));
    }

    [Fact]
    public void RefusedTunnel_GoesOnAsHttp_WithItsNtlm()
    {
        // An NTLM message of type 3 without a single name, in base64.
        var empty = Convert.ToBase64String([.. "NTLMSSP\0"u8, 3, 0, 0, 0, .. new byte[52]]);
        var all = HttpTalk.Of(
            (Client, $"CONNECT a:443 HTTP/1.1\r\nProxy-Authorization: NTLM {empty}\r\nVia: 1.1 x\r\n\r\n"),
            (Server, "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n"),
            (Client, "GET / HTTP/1.1\r\nAuthorization: Basic dXNlcjpwYXNz\r\n\r\n"),
            (Server, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        all.OfType<HttpExchange>().Select(e => (e.Method, e.StatusCode, e.UserName, e.Proxied)).ShouldBe([("CONNECT", 407, "", "VIA -> 1.1 x"), ("GET", 200, "user", "")]);
        var ntlm = all.OfType<NtlmAuthentication>().ShouldHaveSingleItem();
        (ntlm.IsAnonymous, ntlm.IsSuccess).ShouldBe((true, false));
    }

    [Fact]
    public void TwoLengths_AreNamed()
    {
        One((Client, "POST / HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")).HasConflictingLengths.ShouldBeTrue();
        One((Client, "POST / HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nabcd")).HasConflictingLengths.ShouldBeFalse();
    }

    [Fact]
    public void TextsAreBounded_AndCannotBreakALog()
    {
        var exchange = One((Client, $"GET /{new string('a', 40_000)} HTTP/1.1\r\nUser-Agent: x\u001b[2J\tÿ\r\nHost: {new string('h', 40_000)}\r\n\r\n"));
        exchange.Uri.Length.ShouldBe(HttpLimits.MaxUriChars);
        exchange.Host.Length.ShouldBe(HttpLimits.MaxValueChars);
        exchange.UserAgent.ShouldBe(@"x\x1b[2J\x09\xff");
    }

    [Fact]
    public void RequestsBeyondTheBound_AreToldWithoutAnswers()
    {
        var all = HttpTalk.Of((Client, string.Concat(Enumerable.Repeat("GET / HTTP/1.1\r\n\r\n", HttpLimits.MaxWaiting + 9))));
        all.Count.ShouldBe(HttpLimits.MaxWaiting + 9);
    }

    [Fact]
    public void GapInABody_IsCounted_ElsewhereItEnds()
    {
        var sink = new Records();
        var parser = new HttpProtocol().Begin();
        parser.Read(Client, "PUT / HTTP/1.1\r\nContent-Length: 100\r\n\r\nab"u8, 1, sink);
        parser.Gap(Client, 97, 2, sink).ShouldBe(ParserVerdict.More);
        parser.Read(Client, "z"u8, 3, sink).Verdict.ShouldBe(ParserVerdict.More);
        parser.Gap(Client, 1, 4, sink).ShouldBe(ParserVerdict.NotMine);
        var exchange = sink.All.ShouldHaveSingleItem().ShouldBeOfType<HttpExchange>();
        (exchange.RequestBodyBytes, exchange.MissedBodyBytes).ShouldBe((100, 97));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n", Recognition.Yes)]
    [InlineData("\r\nFOO-BAR x HTTP/1.0\n", Recognition.Yes)]
    [InlineData("GET /only\r\n", Recognition.Yes)]
    [InlineData("HTTP/1.1 2", Recognition.Yes)]
    [InlineData("HTT", Recognition.Unsure)]
    [InlineData("OPTIONS", Recognition.Unsure)]
    [InlineData("OPTIONS rtsp://a RTSP/1.0\r\n", Recognition.No)]
    [InlineData("PRI * HTTP/2.0\r\n", Recognition.No)]
    [InlineData("EHLO me\r\n", Recognition.No)]
    [InlineData("\u0016\u0003\u0001", Recognition.No)]
    public void IsRecognisedByContent(string data, Recognition expected) =>
        new HttpProtocol().Recognise(Client, Encoding.Latin1.GetBytes(data)).ShouldBe(expected);

    private static HttpExchange One(params (Side Side, string Text)[] said) => HttpTalk.Of(said).ShouldHaveSingleItem().ShouldBeOfType<HttpExchange>();

    /// <summary>Each makes the text of all before anew: a thousand of them would cost memory by the square.</summary>
    [Fact]
    public void Headers_of_proxies_are_bounded_in_number()
    {
        var many = HttpTalk.Of((Side.Originator, $"GET / HTTP/1.1\r\n{string.Concat(Enumerable.Repeat("Via:\r\n", 100))}\r\n")).ShouldHaveSingleItem().ShouldBeOfType<HttpExchange>();
        many.Proxied.Split(", ").Length.ShouldBe(HttpLimits.MaxProxied);
    }
}
