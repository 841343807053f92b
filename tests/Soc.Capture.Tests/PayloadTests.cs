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
    /// <summary>What we tell beyond Zeek: a request whose connection began before the capture; errors of Kerberos that ask for pre-authentication.</summary>
    [Theory]
    [InlineData("zeek/wikipedia.pcap", "dns", "opt.basic/dns.log", 0)]
    [InlineData("zeek/wikipedia.pcap", "http", "opt.basic/http.log", 1)]
    [InlineData("zeek/mixed-vlan-mpls.pcap", "http", "core.vlan-mpls/http.log", 0)]
    [InlineData("zeek/tunnels/gre-sample.pcap", "dns", "core.tunnels.gre/dns.log", 0)]
    [InlineData("zeek/tls/tls1.2.pcap", "ssl", "scripts.base.protocols.ssl.tls-1.2/ssl.log", 0)]
    [InlineData("zeek/tls/ecdhe.pcap", "ssl", "scripts.base.protocols.ssl.ecdhe/ssl.log", 0)]
    [InlineData("zeek/krb/kinit.pcap", "krb", "scripts.base.protocols.krb.kinit/kerberos.log", 9)]
    public void As_many_records_as_Zeek_has_rows(string capture, string protocol, string log, int more)
    {
        var seen = Read(capture);
        seen.Records.Count(r => r.Protocol.StartsWith(protocol, StringComparison.Ordinal))
            .ShouldBe(ZeekLog.Read($"zeek/expected/{log}").Count + more, string.Join(", ", seen.Records.CountBy(r => r.Protocol)));
    }

    [Theory]
    [InlineData("zeek/smb/smb2.pcap", "smb")]
    [InlineData("zeek/dhcp/dhcp.pcap", "dhcp")]
    public void Something_is_read_and_nothing_throws(string capture, string protocol) =>
        Read(capture).Records.ShouldContain(r => r.Protocol.Contains(protocol, StringComparison.Ordinal));

    /// <summary>The second half of a request comes first, then a part of it again, then the first half with some of the second.</summary>
    [Fact]
    public void Segments_are_put_in_order_from_the_first_on()
    {
        var request = "GET /a HTTP/1.1\r\nHost: files.example\r\n\r\n"u8.ToArray();
        var seen = new Seen();
        seen.Readers = new PayloadReaders(ProtocolCatalog.Load(), seen);
        var table = new FlowTable(new FlowOptions(), seen, seed: 5);
        Give(Frames.Tcp(1, 2, 40_000, 8_081, TcpFlags.Syn, 100));
        foreach (var (from, to) in new[] { (20, request.Length), (25, 30), (0, 22) })
        {
            var frame = Frames.Tcp(1, 2, 40_000, 8_081, TcpFlags.Ack, (uint)(101 + from), 1, to - from);
            request.AsSpan(from..to).CopyTo(frame.AsSpan(^(to - from)..));
            Give(frame);
        }

        table.EndAll();
        seen.Readers.LastFailure.ShouldBeNull();
        seen.Records.ShouldHaveSingleItem().Record.ToString()!.ShouldContain("files.example");

        void Give(byte[] frame)
        {
            var packet = Frames.Packet(frame, 1);
            seen.Readers.Take(table.Take(ref packet, out var side)!, side, ref packet);
        }
    }

    /// <summary>Ten thousand ends that all leave out their first byte make us keep no more than we said.</summary>
    [Fact]
    public void What_waits_in_all_connections_together_is_bounded()
    {
        const int connections = 10_000, bytes = 1_000, most = 500_000;
        var seen = new Seen();
        seen.Readers = new PayloadReaders(ProtocolCatalog.Load(), seen, most);
        var table = new FlowTable(new FlowOptions(), seen, seed: 5);
        for (var i = 0; i < connections; i++)
        {
            Give(Frames.Tcp(1, 2, (ushort)(20_000 + i), 8_081, TcpFlags.Syn, 100));
            Give(Frames.Tcp(1, 2, (ushort)(20_000 + i), 8_081, TcpFlags.Ack, 102, 1, bytes));
            seen.Readers.HeldBytes.ShouldBeLessThanOrEqualTo(most);
        }

        seen.Readers.GivenUp.ShouldBe(connections - (most / bytes));
        seen.Readers.HeldBytes.ShouldBe(most);
        table.EndAll();
        seen.Readers.HeldBytes.ShouldBe(0);
        seen.Ended.ShouldBe(connections);

        void Give(byte[] frame)
        {
            var packet = Frames.Packet(frame, 1);
            seen.Readers.Take(table.Take(ref packet, out var side)!, side, ref packet);
        }
    }

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

        public int Ended { get; private set; }

        public void Take(Flow flow, string protocol, ProtocolRecord record) => Records.Add((protocol, record));

        public void Take(Flow flow, FlowEnd why)
        {
            if (why != FlowEnd.Ongoing)
            {
                Ended++;
                Readers!.End(flow);
            }
        }
    }
}
