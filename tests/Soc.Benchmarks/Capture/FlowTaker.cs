using Soc.Capture.Decode;
using Soc.Capture.Flows;
using Soc.Capture.Link;

namespace Soc.Benchmarks.Capture;

/// <summary>Decoding and the flow table, nothing of the payload.</summary>
internal sealed class FlowTaker : IBenchTaker, IFlowSink
{
    private readonly FlowTable _table;

    public FlowTaker() => _table = new FlowTable(new FlowOptions(), this, seed: 1);

    public long Events { get; private set; }

    public int FlowCount => _table.Count;

    public void Take(in RawFrame frame)
    {
        var packet = default(Packet);
        if (PacketDecoder.Decode(frame, ref packet) == DecodeOutcome.Ip)
        {
            _table.Take(ref packet, out _);
        }
    }

    public void Take(Flow flow, FlowEnd why) => Events++;

    public void End() => _table.EndAll();

    public void Dispose()
    {
    }
}
