using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Decode.Fragments;
using Soc.Capture.Flows;
using Soc.Capture.Payload;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Dns;
using Xunit;

namespace Soc.Capture.Tests.Fragments;

/// <summary>Between decoder and flows, as the agent has it: what is no fragment passes, what becomes whole goes on as the whole.</summary>
public sealed class FragmentSeamTests
{
    [Fact]
    public void A_question_in_pieces_is_read_as_one()
    {
        byte[] question = [0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, .. "www"u8, 7, .. "example"u8, 0, 0, 16, 0, 1];
        byte[] datagram = [0x9C, 0x40, 0, 53, 0, (byte)(8 + question.Length), 0, 0, .. question];
        var whole = Cutting.V4(datagram);
        var seen = new Seen();
        var flows = new FlowTable(new FlowOptions(), seen, seed: 5);
        var fragments = new FragmentTable(new FragmentOptions());
        foreach (var (from, to) in Cutting.Places(datagram.Length, [2]).AsEnumerable().Reverse())
        {
            var packet = Cutting.Read(Cutting.V4Part(whole, from, to, to == datagram.Length));
            if (fragments.TryComplete(ref packet, out var outcome) && outcome == DecodeOutcome.Ip && flows.Take(ref packet, out var side) is { } flow)
            {
                (flow.OriginatorPort, flow.ResponderPort).ShouldBe(((ushort)40_000, (ushort)53));
                seen.Readers.Take(flow, side, ref packet);
            }
        }

        flows.EndAll();
        seen.Readers.LastFailure.ShouldBeNull();
        seen.Records.ShouldHaveSingleItem().ShouldBeOfType<DnsTransaction>().Name.ShouldBe("www.example");
    }

    private sealed class Seen : IRecordSink, IFlowSink
    {
        public Seen() => Readers = new PayloadReaders(ProtocolCatalog.Load(), this);

        public PayloadReaders Readers { get; }

        public List<ProtocolRecord> Records { get; } = [];

        public void Take(Flow flow, string protocol, ProtocolRecord record) => Records.Add(record);

        public void Take(Flow flow, FlowEnd why)
        {
            if (why != FlowEnd.Ongoing)
            {
                Readers.End(flow);
            }
        }
    }
}
