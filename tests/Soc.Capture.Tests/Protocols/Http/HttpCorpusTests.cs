using System.Globalization;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Http;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Http;

public sealed class HttpCorpusTests
{
    /// <summary>
    /// A difference to Zeek's log: the connection from port 35634 began before the capture, so Zeek does not analyse it; we do. Zeek's one
    /// column for the version is the answer's, where there is one.
    /// </summary>
    [Theory]
    [InlineData("zeek/wikipedia.pcap", "zeek/expected/opt.basic/http.log")]
    [InlineData("zeek/mixed-vlan-mpls.pcap", "zeek/expected/core.vlan-mpls/http.log")]
    public void EveryExchange_IsAsZeekHasIt(string capture, string log)
    {
        var ours = new List<string>();
        foreach (var flow in Flows(capture).Where(f => f.OriginatorPort != 35634))
        {
            ours.AddRange(flow.Through(new HttpProtocol().Begin()).OfType<HttpExchange>().Select(e => string.Create(
                CultureInfo.InvariantCulture,
                $"{flow.OriginatorPort} {e.Depth} {e.Method} {e.Host} {e.Uri} {e.Referrer} {(e.AnswerVersion.Length > 0 ? e.AnswerVersion : e.RequestVersion)} {e.UserAgent} {e.Origin} {e.RequestBodyBytes} {e.ResponseBodyBytes} {e.StatusCode} {e.StatusMessage} {e.UserName} {e.Proxied}")));
        }

        ours.ShouldBe(
            ZeekLog.Read(log).Select(r => string.Join(' ', r["id.orig_p"], r["trans_depth"], r["method"], r["host"], r["uri"], r["referrer"], r["version"], r["user_agent"], r["origin"], r["request_body_len"], r["response_body_len"], r["status_code"], r["status_msg"].Replace("<empty>", "", StringComparison.Ordinal), r["username"], r["proxied"])),
            ignoreOrder: true);
    }

    internal static IEnumerable<Conversation> Flows(string capture) => Conversation.Read(Corpus.PathOf(capture)).Where(f =>
        f.Protocol == IpProtocol.Tcp && f.Pieces.Count > 0 && new HttpProtocol().Recognise(f.Pieces[0].Side, f.Pieces[0].Data) == Recognition.Yes);
}
