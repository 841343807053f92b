using System.Globalization;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Flows;
using Soc.Capture.Link;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests;

/// <summary>Flows of captures that others made, beside what Zeek says of them.</summary>
public sealed class FlowTests
{
    [Theory]
    [InlineData("zeek/wikipedia.pcap", "opt.basic")]
    [InlineData("zeek/ssh/ssh.pcap", "scripts.base.protocols.ssh.basic")]
    [InlineData("zeek/ssh/ssh.client-side-half-duplex.pcap", "scripts.base.protocols.ssh.half-duplex-client")]
    [InlineData("zeek/pop3/pop3.pcap", "scripts.base.protocols.pop3.basic")]
    [InlineData("zeek/ftp/ipv4.pcap", "scripts.base.protocols.ftp.ftp-ipv4")]
    [InlineData("zeek/tcp/missing-syn.pcap", "core.tcp.missing-syn")]
    [InlineData("zeek/mixed-vlan-mpls.pcap", "core.vlan-mpls")]
    [InlineData("zeek/q-in-q.pcap", "core.q-in-q")]
    [InlineData("zeek/tunnels/gre-sample.pcap", "core.tunnels.gre")]
    public void Flows_AreThoseOfZeek(string capture, string expected)
    {
        var rows = ZeekLog.Read($"zeek/expected/{expected}/conn.log");

        // Of a flow of one packet Zeek leaves the payload out: it has no duration.
        var unmeasured = rows.Where(r => r["duration"].Length == 0).Select(Ends).ToHashSet(StringComparer.Ordinal);
        var flows = Flows(capture).ConvertAll(f => unmeasured.Contains(f.Ends) ? f with { Payload = "0 0" } : f);
        flows.ConvertAll(f => $"{f.Ends} {f.Rest} {f.Payload}").Order(StringComparer.Ordinal)
            .ShouldBe(rows.ConvertAll(r => $"{Ends(r)} {Rest(r)} {Number(r["orig_bytes"])} {Number(r["resp_bytes"])}").Order(StringComparer.Ordinal));
    }

    private static string Ends(Dictionary<string, string> row) => $"{row["id.orig_h"]} {row["id.orig_p"]} {row["id.resp_h"]} {row["id.resp_p"]} {row["proto"]}";

    private static string Rest(Dictionary<string, string> row) =>
        $"{row["conn_state"]} {row["history"]} {row["orig_pkts"]} {row["orig_ip_bytes"]} {row["resp_pkts"]} {row["resp_ip_bytes"]}";

    private static string Number(string text) => text.Length == 0 ? "0" : text;

    private static List<Words> Flows(string capture)
    {
        var told = new Told();
        var table = new FlowTable(new FlowOptions(), told, seed: 1);
        using var file = CaptureFile.Open(Corpus.PathOf(capture));
        while (file.TryRead(out var frame))
        {
            var packet = default(Packet);
            if (PacketDecoder.Decode(frame, ref packet) == DecodeOutcome.Ip)
            {
                table.Take(ref packet, out _);
            }
        }

        table.EndAll();
        table.Count.ShouldBe(0);
        return told.Flows;
    }

    private sealed record Words(string Ends, string Rest, string Payload);

    private sealed class Told : IFlowSink
    {
        public List<Words> Flows { get; } = [];

        public void Take(Flow flow, FlowEnd why)
        {
            if (why != FlowEnd.Ongoing)
            {
                Flows.Add(new Words(
                    string.Create(CultureInfo.InvariantCulture, $"{flow.Originator} {flow.OriginatorPort} {flow.Responder} {flow.ResponderPort} {Name(flow.Protocol)}"),
                    string.Create(CultureInfo.InvariantCulture, $"{flow.State.ToString().ToUpperInvariant()} {flow.History} {flow.OriginatorPackets} {flow.OriginatorIpBytes} {flow.ResponderPackets} {flow.ResponderIpBytes}"),
                    string.Create(CultureInfo.InvariantCulture, $"{flow.OriginatorPayloadBytes} {flow.ResponderPayloadBytes}")));
            }
        }

        private static string Name(IpProtocol protocol) => protocol == IpProtocol.IcmpV6 ? "icmp" : protocol.ToString().ToLowerInvariant();
    }
}
