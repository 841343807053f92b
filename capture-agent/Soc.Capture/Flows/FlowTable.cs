using Soc.Capture.Decode;
using Soc.Capture.Protocols;

namespace Soc.Capture.Flows;

/// <summary>
/// All flows that go on. Bounded: when it is full, the flow goes that was never answered and has waited longest; where there is none, who has been
/// closed or idle longest. It is told like any other, and counted. Not for several threads.
/// </summary>
public sealed class FlowTable
{
    private const long NsPerSecond = 1_000_000_000;
    private const long LookEveryNs = NsPerSecond / 10;
    private const int MaxSpare = 65_536;

    /// <summary>Frames of several links come a little out of order; a clock that was set back shows more than this.</summary>
    private const long SetBackNs = 10 * NsPerSecond;

    private readonly FlowOptions _options;
    private readonly IFlowSink _sink;
    private readonly ulong _seed;
    private readonly Flow?[] _slots;
    private readonly Stack<Flow> _spare = new();
    private readonly FlowQueue _attempts;
    private readonly FlowQueue _closing;
    private readonly FlowQueue _others;
    private readonly FlowQueue _connections;
    private readonly FlowQueue[] _queues;
    private long _nextLookNs = long.MinValue;
    private long _tickNs;

    /// <param name="seed">Unknown to others: who knows it can make flows that all fall into one slot.</param>
    public FlowTable(FlowOptions options, IFlowSink sink, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxFlows, 1024, nameof(options));
        (_options, _sink, _seed) = (options, sink, seed);
        _slots = new Flow?[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)options.MaxFlows)];
        _attempts = new FlowQueue(options.AttemptSeconds * NsPerSecond, isFixed: true);
        _closing = new FlowQueue(options.CloseSeconds * NsPerSecond, isFixed: false);
        _others = new FlowQueue(options.OtherIdleSeconds * NsPerSecond, isFixed: false);
        _connections = new FlowQueue(options.TcpIdleSeconds * NsPerSecond, isFixed: false);
        _queues = [_attempts, _closing, _others, _connections];
    }

    /// <summary>Flows that go on.</summary>
    public int Count { get; private set; }

    /// <summary>Flows that had to go before their time.</summary>
    public long Evicted { get; private set; }

    /// <summary>How often the clock was set back. All flows end then: those before it would wait for their end until the clock is there again.</summary>
    public long ClockSetBacks { get; private set; }

    /// <summary>Gives a packet to its flow, which begins with it if there is none.</summary>
    /// <returns>The flow; null for what has no flow: a fragment after the first.</returns>
    public Flow? Take(ref Packet packet, out Side side)
    {
        if (packet.AtNs >= _nextLookNs || packet.AtNs < _nextLookNs - LookEveryNs - SetBackNs)
        {
            Look(packet.AtNs);
        }

        side = Side.Originator;
        if (packet.FragmentOffset > 0)
        {
            return null;
        }

        if (packet.Protocol is IpProtocol.Icmp or IpProtocol.IcmpV6)
        {
            IcmpPairs.Pair(ref packet);
        }

        var hash = HashOf(ref packet);
        ref var slot = ref _slots[hash & (uint)(_slots.Length - 1)];
        for (var flow = slot; flow is not null; flow = flow.NextInSlot)
        {
            flow.Prefetch();
            if (flow.Hash == hash && flow.Is(ref packet, out side))
            {
                if (flow.IsFollowedBy(ref packet))
                {
                    End(flow, FlowEnd.Reused);
                    break;
                }

                Give(flow, ref packet, side);
                return flow;
            }
        }

        return Begin(ref packet, hash, out side);
    }

    /// <summary>Tells all flows that go on: the capture is over.</summary>
    public void EndAll() => EndAll(FlowEnd.CaptureEnded);

    /// <summary>Ends what is over by now; for a live link on which nothing comes.</summary>
    public void EndDue(long nowNs)
    {
        // Compared with what it was told before, and not with packets: those that waited in the kernel are older than now.
        if (nowNs < _tickNs - SetBackNs)
        {
            EndAll(FlowEnd.ClockSetBack);
            (ClockSetBacks, _tickNs, _nextLookNs) = (ClockSetBacks + 1, nowNs, long.MinValue);
        }

        _tickNs = Math.Max(_tickNs, nowNs);
        EndIdle(nowNs);
    }

    /// <summary>All flows that go on; the table must take nothing meanwhile.</summary>
    internal IEnumerable<Flow> All()
    {
        foreach (var queue in _queues)
        {
            for (var flow = queue.First; flow is not null; flow = flow.Behind)
            {
                yield return flow;
            }
        }
    }

    private void Look(long atNs)
    {
        if (atNs < _nextLookNs - LookEveryNs - SetBackNs && _nextLookNs != long.MinValue)
        {
            EndAll(FlowEnd.ClockSetBack);
            (ClockSetBacks, _tickNs) = (ClockSetBacks + 1, Math.Min(_tickNs, atNs));
        }

        EndIdle(atNs);
        _nextLookNs = atNs + LookEveryNs;
    }

    private void EndAll(FlowEnd why)
    {
        foreach (var queue in _queues)
        {
            while (queue.First is { } flow)
            {
                End(flow, why);
            }
        }
    }

    private void EndIdle(long nowNs)
    {
        foreach (var queue in _queues)
        {
            while (queue.Due(nowNs) is { } flow)
            {
                End(flow, flow.IsOver ? FlowEnd.Closed : FlowEnd.Idle);
            }
        }
    }

    private Flow Begin(ref Packet packet, uint hash, out Side side)
    {
        if (Count >= _options.MaxFlows)
        {
            Evict();
        }

        var isTurnedRound = IsAnswer(ref packet);
        side = isTurnedRound ? Side.Responder : Side.Originator;
        var flow = _spare.TryPop(out var used) ? used : new Flow();
        flow.Begin(ref packet, hash, isTurnedRound);
        flow.NextToldNs = flow.FirstNs + (_options.OngoingSeconds * NsPerSecond);
        ref var slot = ref _slots[hash & (uint)(_slots.Length - 1)];
        (flow.NextInSlot, slot) = (slot, flow);
        Count++;
        Give(flow, ref packet, side);
        return flow;
    }

    private void Give(Flow flow, ref Packet packet, Side side)
    {
        flow.Take(ref packet, side);
        var queue = flow.Protocol != IpProtocol.Tcp ? _others : flow.IsOver ? _closing : flow.IsAttempt ? _attempts : _connections;
        if (flow.Queue != queue)
        {
            flow.Queue?.Remove(flow);
            queue.Add(flow);
        }

        if (packet.AtNs >= flow.NextToldNs)
        {
            flow.NextToldNs = packet.AtNs + (_options.OngoingSeconds * NsPerSecond);
            _sink.Take(flow, FlowEnd.Ongoing);
        }
    }

    private void Evict()
    {
        foreach (var queue in _queues)
        {
            if (queue.First is { } flow)
            {
                Evicted++;
                End(flow, FlowEnd.Evicted);
                return;
            }
        }
    }

    private void End(Flow flow, FlowEnd why)
    {
        _sink.Take(flow, why);
        flow.Queue!.Remove(flow);
        ref var slot = ref _slots[flow.Hash & (uint)(_slots.Length - 1)];
        if (slot == flow)
        {
            slot = flow.NextInSlot;
        }
        else
        {
            var before = slot!;
            while (before.NextInSlot != flow)
            {
                before = before.NextInSlot!;
            }

            before.NextInSlot = flow.NextInSlot;
        }

        (flow.NextInSlot, flow.Reader) = (null, null);
        Count--;
        if (_spare.Count < MaxSpare)
        {
            _spare.Push(flow);
        }
    }

    /// <summary>The first packet that we see is an answer: to a question before it, or of who listens at a known port.</summary>
    private static bool IsAnswer(ref Packet packet)
    {
        var isTcp = packet.Protocol == IpProtocol.Tcp;
        var syn = packet.Flags & (TcpFlags.Syn | TcpFlags.Ack);
        if ((!isTcp && packet.Protocol != IpProtocol.Udp) || (isTcp && syn == TcpFlags.Syn))
        {
            return false;
        }

        return (isTcp && syn == (TcpFlags.Syn | TcpFlags.Ack)) || (ServerPorts.Contains(packet.SrcPort) && !ServerPorts.Contains(packet.DstPort));
    }

    // The same for both directions.
    private uint HashOf(ref Packet packet)
    {
        var source = Mix(packet.Src.High ^ _seed, packet.Src.Low, packet.SrcPort);
        var target = Mix(packet.Dst.High ^ _seed, packet.Dst.Low, packet.DstPort);
        var both = (source + target) ^ ((ulong)packet.Protocol << 56);
        both *= 0x9E3779B97F4A7C15;
        return (uint)(both >> 32);
    }

    private static ulong Mix(ulong high, ulong low, ushort port)
    {
        var mixed = (high * 0xC2B2AE3D27D4EB4F) ^ (low * 0x165667B19E3779F9) ^ (port * 0x27D4EB2F165667C5UL);
        mixed ^= mixed >> 29;
        mixed *= 0xBF58476D1CE4E5B9;
        return mixed ^ (mixed >> 32);
    }
}
