using System.Text;
using Shouldly;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Http;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Http;

public sealed class HttpPropertyTests
{
    private static readonly string[] Words =
    [
        "GET / HTTP/1.1\r\n", "HTTP/1.1 200 OK\r\n", "CONNECT a:1 HTTP/1.1\r\n", "GET /old\r\n", "POST /p HTTP/1.0\r\n", "Content-Length: 12\r\n",
        "Transfer-Encoding: chunked\r\n", "\r\n", "5\r\nhello\r\n", "0\r\n\r\n", "HTTP/1.0 101 X\r\n", "HTTP/1.1 100 \r\n", "HEAD / HTTP/1.1\r\n",
        "Authorization: Basic YTpi\r\n", "Authorization: NTLM TlRMTVNTUAADAAAA\r\n", "X: y\r\n", "\n", "Z", "ffffffffffffffff\r\n", "Host: é\u0001\r\n",
    ];

    /// <summary>Seeded: sentences of the protocol in any order, with some bytes changed; whole and in pieces they are read the same.</summary>
    [Fact]
    public void AnyBytes_InAnyPieces_AreReadTheSame()
    {
        var records = 0;
        for (var seed = 1; seed <= 3000; seed++)
        {
            var random = new Random(seed);
            var said = new (Side, byte[])[random.Next(1, 8)];
            for (var i = 0; i < said.Length; i++)
            {
                var text = (i == 0 ? Words[random.Next(5)] : "") + string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Words[random.Next(Words.Length)]));
                var data = Encoding.Latin1.GetBytes(text);
                for (var changes = random.Next(4) == 0 ? random.Next(1, 4) : 0; changes > 0; changes--)
                {
                    data[random.Next(data.Length)] = (byte)random.Next(256);
                }

                said[i] = ((Side)random.Next(2), data);
            }

            var whole = HttpTalk.Of(new HttpProtocol(), random, int.MaxValue, said);
            var pieces = HttpTalk.Of(new HttpProtocol(), random, random.Next(1, 40), said);
            pieces.ShouldBe(whole, $"seed {seed}");
            records += whole.Count;
        }

        records.ShouldBeGreaterThan(1500);
    }
}
