using System.Runtime.CompilerServices;
using Soc.Capture.Decode;
using Soc.Capture.Decode.Fragments;
using Soc.Capture.Flows;
using Soc.Capture.Link;
using Soc.Capture.Payload;
using Soc.Capture.Protocols.Arp;
using Soc.Capture.Reset;

namespace Soc.Capture.Export;

/// <summary>The way of a frame: decoded, given to its flow, its payload read, and what it says told as events. For one thread.</summary>
public sealed class CaptureEngine : IFrameTaker
{
    private readonly FlowTable _flows;
    private readonly FragmentTable _fragments = new(new FragmentOptions());
    private Resetter? _resetter;
    private long _setBacks;
    private readonly PayloadReaders _readers;
    private readonly EventMapper _mapper;

    /// <param name="sensor">Name of this sensor.</param>
    /// <param name="seed">Of the flow table, unknown to others.</param>
    public CaptureEngine(FlowOptions options, ProtocolCatalog catalog, EventIds ids, string sensor, ulong seed, IEventSink sink)
    {
        _mapper = new EventMapper(ids, sensor, Stations, sink);
        _readers = new PayloadReaders(catalog, _mapper);
        _mapper.Ended = End;
        _flows = new FlowTable(options, _mapper, seed);
    }

    public CaptureCounts Counts { get; } = new();

    /// <summary>Who is who.</summary>
    public Stations Stations { get; } = new();

    /// <summary>Flows that go on.</summary>
    public int FlowCount => _flows.Count;

    /// <summary>Flows that were ended before their time, since there was no room.</summary>
    public long FlowsEvicted => _flows.Evicted;

    /// <summary>How often the clock was set back, and all flows ended.</summary>
    public long ClockSetBacks => _flows.ClockSetBacks;

    /// <summary>Flows whose parser threw: defects.</summary>
    public long ParserFailures => _readers.Failures;

    /// <summary>Connections whose reading was given up, since what waited in all of them was too much.</summary>
    public long ReadingsGivenUp => _readers.GivenUp;

    public Exception? LastParserFailure => _readers.LastFailure;

    /// <summary>What happened to fragments.</summary>
    public long CountOf(FragmentEvent what) => _fragments.CountOf(what);

    /// <summary>Lets connections be broken off, as commands say.</summary>
    public Resetter Arm(ResetOptions options, NeverBlock neverBlock, IFrameSender sender, IResetSink sink) =>
        _resetter = new Resetter(options, neverBlock, _flows, sender, sink);

    public void Take(in RawFrame frame)
    {
        Counts.Frames++;
        Counts.Bytes += frame.WireLength;
        Counts.NewestNs = Math.Max(Counts.NewestNs, frame.AtNs);
        var packet = default(Packet);
        var outcome = PacketDecoder.Decode(frame, ref packet);
        Counts.Outcomes[(int)outcome]++;
        switch (outcome)
        {
            case DecodeOutcome.Ip:
                Take(ref packet);
                break;
            case DecodeOutcome.Arp:
                TakeArp(ref packet);
                break;
        }
    }

    /// <summary>Ends what is over by now: for a link on which nothing comes.</summary>
    public void Tick(long nowNs)
    {
        _flows.EndDue(nowNs);
        if (_flows.ClockSetBacks != _setBacks)
        {
            _setBacks = _flows.ClockSetBacks;
            _fragments.SetBack();
        }

        _resetter?.Tick(nowNs);
    }

    /// <summary>The capture is over: everything that goes on is told.</summary>
    public void End() => _flows.EndAll();

    private void Take(ref Packet packet)
    {
        if (packet.IsFragment)
        {
            Counts.Fragments++;
            if (!_fragments.TryComplete(ref packet, out var outcome) || outcome != DecodeOutcome.Ip)
            {
                return;
            }
        }

        if (_resetter?.IsOwn(ref packet) == true)
        {
            return;
        }

        // Before the flow table, which pairs the types of ICMP.
        if (packet.Protocol == IpProtocol.IcmpV6)
        {
            TakeNeighbour(ref packet);
        }

        if (_flows.Take(ref packet, out var side) is { } flow)
        {
            _resetter?.Take(flow, side, ref packet);
            _readers.Take(flow, side, ref packet);
        }
    }

    // Apart: what it needs on the stack would be cleared for every packet.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeNeighbour(ref Packet packet)
    {
        if (NeighbourMessage.TryRead(ref packet, out var neighbour))
        {
            var news = Stations.Bindings.See(packet.OuterVlan, neighbour, packet.AtNs, out var binding);
            _mapper.Take(news, binding);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeArp(ref Packet packet)
    {
        if (ArpMessage.TryRead(packet.Payload, out var arp))
        {
            var news = Stations.Bindings.See(packet.OuterVlan, arp, packet.AtNs, out var binding);
            _mapper.Take(news, binding);
        }
    }

    private void End(Flow flow)
    {
        _resetter?.Ended(flow, flow.LastNs);
        _readers.End(flow);
    }
}
