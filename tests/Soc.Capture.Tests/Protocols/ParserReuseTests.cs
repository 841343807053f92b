using System.Text.Json;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Payload;
using Soc.Capture.Protocols;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Protocols;

/// <summary>A parser that has read other flows, and half of this one, tells of a flow what a new one tells.</summary>
public sealed class ParserReuseTests
{
    private static readonly ProtocolCatalog Catalog = ProtocolCatalog.Load();

    [Theory]
    [InlineData("zeek/wikipedia.pcap", "dns", "http")]
    [InlineData("zeek/tls/tls1.2.pcap", "ssl")]
    [InlineData("zeek/tls/ecdhe.pcap", "ssl")]
    [InlineData("zeek/mixed-vlan-mpls.pcap", "http")]
    [InlineData("zeek/smb/smb2.pcap", "smb")]
    [InlineData("zeek/smb/smb2readwrite.pcap", "smb")]
    public void Nothing_of_one_flow_is_told_of_another(string capture, params string[] protocols)
    {
        var flows = Conversation.Read(Corpus.PathOf(capture)).Where(f => f.Pieces.Count > 0).ToList();
        var again = new Dictionary<string, IReusable>(StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < 2; round++)
        {
            foreach (var flow in flows)
            {
                if (NameOf(flow) is not { } name)
                {
                    continue;
                }

                var fresh = Through(flow, Begin(flow, name), flow.Pieces.Count);
                var used = again.TryGetValue(name, out var known) ? known : again[name] = Begin(flow, name);
                _ = Through(flow, used, flow.Pieces.Count / 2, isEnded: false);
                if (!used.TryReset())
                {
                    again.Remove(name);
                    continue;
                }

                Through(flow, used, flow.Pieces.Count).ShouldBe(fresh);
                used.TryReset().ShouldBeTrue();
                told.UnionWith(fresh.Length > 2 ? [name] : []);
            }
        }

        told.ShouldBe(protocols, ignoreOrder: true);
    }

    private static string? NameOf(Conversation flow)
    {
        var (side, data, _) = flow.Pieces[0];
        return flow.Protocol == IpProtocol.Tcp
            ? Catalog.Streams.FirstOrDefault(p => p.Recognise(side, data) == Recognition.Yes)?.Name
            : Catalog.Datagrams.FirstOrDefault(p => p.Recognises(side, data, flow.OriginatorPort, flow.ResponderPort))?.Name;
    }

    private static IReusable Begin(Conversation flow, string name) => flow.Protocol == IpProtocol.Tcp
        ? Catalog.Streams.First(p => p.Name == name).Begin()
        : Catalog.Datagrams.First(p => p.Name == name).Begin();

    private static string Through(Conversation flow, IReusable parser, int pieces, bool isEnded = true)
    {
        var part = new Conversation
        {
            Originator = flow.Originator, OriginatorPort = flow.OriginatorPort, Responder = flow.Responder, ResponderPort = flow.ResponderPort, Protocol = flow.Protocol,
        };
        part.Pieces.AddRange(flow.Pieces[..pieces]);
        var records = parser is StreamParser stream ? part.Through(stream, isEnded) : part.Through((DatagramParser)parser, isEnded);
        return JsonSerializer.Serialize(records.Select(r => (object)r));
    }
}
