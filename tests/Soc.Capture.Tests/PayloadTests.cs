using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Flows;
using Soc.Capture.Link;
using Soc.Capture.Payload;
using Soc.Capture.Protocols;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests;

/// <summary>From frames to records, all protocols at once, as the agent does it.</summary>
public sealed class PayloadTests
{
    [Theory]
    [InlineData("zeek/wikipedia.pcap", "dns", "opt.basic/dns.log")]
    [InlineData("zeek/wikipedia.pcap", "http", "opt.basic/http.log")]
    [InlineData("zeek/mixed-vlan-mpls.pcap", "http", "core.vlan-mpls/http.log")]
    [InlineData("zeek/tunnels/gre-sample.pcap", "dns", "core.tunnels.gre/dns.log")]
    [InlineData("zeek/krb/kinit.pcap", "krb", "scripts.base.protocols.krb.kinit/kerberos.log")]
    public void As_many_records_as_Zeek_has_rows(string capture, string protocol, string log)
    {
        var seen = Read(capture);
        seen.Records.Count(r => r.Protocol.StartsWith(protocol, StringComparison.Ordinal))
            .ShouldBe(ZeekLog.Read($"zeek/expected/{log}").Count, string.Join(", ", seen.Records.CountBy(r => r.Protocol)));
    }

    [Theory]
    [InlineData("zeek/smb/smb2.pcap")]
    [InlineData("zeek/dhcp/dhcp.pcap")]
    [InlineData("zeek/dce-rpc/dce_rpc_ntlm.pcapng")]
    public void Something_is_read_and_nothing_throws(string capture) => Read(capture).Records.ShouldNotBeEmpty();

    private static Seen Read(string capture)
    {
        var seen = new Seen();
        var readers = new PayloadReaders(ProtocolCatalog.Load(), seen);
        seen.Readers = readers;
        var table = new FlowTable(new FlowOptions(), seen, seed: 5);
        using var file = CaptureFile.Open(Corpus.PathOf(capture));
        while (file.TryRead(out var frame))
        {
            var packet = default(Packet);
            if (PacketDecoder.Decode(frame, ref packet) == DecodeOutcome.Ip && table.Take(ref packet, out var side) is { } flow)
            {
                readers.Take(flow, side, ref packet);
            }
        }

        table.EndAll();
        readers.LastFailure.ShouldBeNull();
        return seen;
    }

    private sealed class Seen : IRecordSink, IFlowSink
    {
        public PayloadReaders? Readers { get; set; }

        public List<(string Protocol, ProtocolRecord Record)> Records { get; } = [];

        public void Take(Flow flow, string protocol, ProtocolRecord record) => Records.Add((protocol, record));

        public void Take(Flow flow, FlowEnd why)
        {
            if (why != FlowEnd.Ongoing)
            {
                Readers!.End(flow);
            }
        }
    }
}
