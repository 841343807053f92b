using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Soc.Capture.Decode;
using Soc.Capture.Protocols;

namespace Soc.Capture.Flows;

/// <summary>What two ends say to each other over one pair of ports, both ways.</summary>
public sealed class Flow
{
    private const int CacheLineBytes = 64;

    private TcpEnd _originatorEnd;
    private TcpEnd _responderEnd;
    private History _history;

    /// <summary>Who began it.</summary>
    public NetAddress Originator { get; private set; }

    public NetAddress Responder { get; private set; }

    /// <summary>Port; of ICMP the type of the originator's message.</summary>
    public ushort OriginatorPort { get; private set; }

    /// <summary>Port; of ICMP the type that answers it, or its code where nothing does.</summary>
    public ushort ResponderPort { get; private set; }

    public IpProtocol Protocol { get; private set; }

    /// <summary>Of the first packet: the originator's address on the wire, the other's.</summary>
    public MacAddress OriginatorMac { get; private set; }

    public MacAddress ResponderMac { get; private set; }

    public ushort OuterVlan { get; private set; }

    public ushort InnerVlan { get; private set; }

    /// <summary>Tunnels that it came through to us.</summary>
    public byte TunnelDepth { get; private set; }

    /// <summary>When it began, nanoseconds since 1970.</summary>
    public long FirstNs { get; private set; }

    /// <summary>When the newest packet came that was no late one of a closed connection, nanoseconds since 1970.</summary>
    public long LastNs { get; private set; }

    public long OriginatorPackets { get; private set; }

    public long ResponderPackets { get; private set; }

    /// <summary>By the lengths in the IP headers.</summary>
    public long OriginatorIpBytes { get; private set; }

    public long ResponderIpBytes { get; private set; }

    /// <summary>Of TCP by sequence numbers, else as it was in the packets.</summary>
    public long OriginatorPayloadBytes => Protocol == IpProtocol.Tcp ? _originatorEnd.PayloadBytes : OtherPayload.Originator;

    public long ResponderPayloadBytes => Protocol == IpProtocol.Tcp ? _responderEnd.PayloadBytes : OtherPayload.Responder;

    /// <summary>The letters of its history.</summary>
    public string History => _history.ToString();

    public FlowState State => Protocol == IpProtocol.Tcp ? TcpMachine.StateOf(ref _originatorEnd, ref _responderEnd)
        : Protocol != IpProtocol.Udp ? FlowState.Oth
        : OriginatorPackets > 0 ? (ResponderPackets > 0 ? FlowState.Sf : FlowState.S0)
        : FlowState.Shr;

    /// <summary>What it speaks, once that is recognised; null until then.</summary>
    public string? Service { get; internal set; }

    /// <summary>Name of the responder as the originator called it (SNI, HTTP host); null when it said none.</summary>
    public string? ResponderName { get; internal set; }

    /// <summary>When it is told as ongoing the next time, nanoseconds since 1970.</summary>
    internal long NextToldNs { get; set; }

    /// <summary>Whatever reads its payload; null when nobody does.</summary>
    internal object? Reader { get; set; }

    internal FlowQueue? Queue { get; set; }

    internal Flow? Before { get; set; }

    internal Flow? Behind { get; set; }

    internal long QueuedNs { get; set; }

    /// <summary>The next one of the same slot of the table.</summary>
    internal Flow? NextInSlot { get; set; }

    internal uint Hash { get; private set; }

    /// <summary>Both ends have closed, or one has broken off: what comes now comes late.</summary>
    internal bool IsOver => (_originatorEnd.DidClose && _responderEnd.DidClose)
        || _originatorEnd.State == TcpState.Reset || _responderEnd.State == TcpState.Reset
        || (_originatorEnd.DidClose && _responderEnd.State == TcpState.Inactive)
        || (_responderEnd.DidClose && _originatorEnd.State == TcpState.Inactive);

    /// <summary>Somebody asked, and nobody answered yet.</summary>
    internal bool IsAttempt => _responderEnd.State == TcpState.Inactive && _originatorEnd.State is TcpState.SynSent or TcpState.SynAckSent;

    private (long Originator, long Responder) OtherPayload { get; set; }

    /// <summary>The next number of one side, as a segment of it would have it.</summary>
    internal uint NextSequenceOf(Side side) => side == Side.Originator ? _originatorEnd.NextSequence : _responderEnd.NextSequence;

    /// <summary>Number of the first byte of one side; null while nothing of it is known.</summary>
    internal uint? FirstSequenceOf(Side side) => side == Side.Originator ? _originatorEnd.FirstSequence : _responderEnd.FirstSequence;

    /// <summary>
    /// Asks for all of it at once: of a hundred thousand flows none is in the cache, and its six lines would be waited for one after the other.
    /// Only a hint: whatever moves meanwhile, nothing is read by it.
    /// </summary>
    internal unsafe void Prefetch()
    {
        if (Sse.IsSupported)
        {
            var middle = (byte*)Unsafe.AsPointer(ref _originatorEnd);
            for (var line = -4 * CacheLineBytes; line <= 2 * CacheLineBytes; line += CacheLineBytes)
            {
                Sse.Prefetch0(middle + line);
            }
        }
    }

    /// <param name="isTurnedRound">The packet is the responder's.</param>
    internal void Begin(ref Packet packet, uint hash, bool isTurnedRound)
    {
        (_originatorEnd, _responderEnd, _history) = (default, default, default);
        (Originator, OriginatorPort, OriginatorMac) = isTurnedRound ? (packet.Dst, packet.DstPort, packet.DstMac) : (packet.Src, packet.SrcPort, packet.SrcMac);
        (Responder, ResponderPort, ResponderMac) = isTurnedRound ? (packet.Src, packet.SrcPort, packet.SrcMac) : (packet.Dst, packet.DstPort, packet.DstMac);
        (Protocol, Hash) = (packet.Protocol, hash);
        (OuterVlan, InnerVlan, TunnelDepth) = (packet.OuterVlan, packet.InnerVlan, packet.TunnelDepth);
        (OriginatorPackets, ResponderPackets, OriginatorIpBytes, ResponderIpBytes, OtherPayload) = (0, 0, 0, 0, default);
        (Service, ResponderName) = (null, null);
        FirstNs = LastNs = packet.AtNs;
        if (isTurnedRound)
        {
            _history.TurnedRound();
        }
    }

    internal bool Is(ref Packet packet, out Side side)
    {
        side = Side.Originator;
        if (packet.Protocol != Protocol)
        {
            return false;
        }

        if (packet.Src == Originator && packet.Dst == Responder && packet.SrcPort == OriginatorPort && packet.DstPort == ResponderPort)
        {
            return true;
        }

        side = Side.Responder;
        return packet.Src == Responder && packet.Dst == Originator && packet.SrcPort == ResponderPort && packet.DstPort == OriginatorPort;
    }

    /// <summary>Once this is over, a question of either end begins another flow: a refused one is often asked again, with the same number.</summary>
    internal bool IsFollowedBy(ref Packet packet) =>
        Protocol == IpProtocol.Tcp && (packet.Flags & (TcpFlags.Syn | TcpFlags.Ack | TcpFlags.Rst)) == TcpFlags.Syn && IsOver;

    internal void Take(ref Packet packet, Side side)
    {
        var isOriginator = side == Side.Originator;
        if (isOriginator)
        {
            OriginatorPackets++;
            OriginatorIpBytes += packet.IpBytes;
        }
        else
        {
            ResponderPackets++;
            ResponderIpBytes += packet.IpBytes;
        }

        if (Protocol == IpProtocol.Tcp && !packet.IsFragment)
        {
            var isLate = _originatorEnd.DidClose && _responderEnd.DidClose;
            TcpMachine.Take(
                ref packet, isOriginator, ref isOriginator ? ref _originatorEnd : ref _responderEnd, ref isOriginator ? ref _responderEnd : ref _originatorEnd, ref _history);
            LastNs = isLate ? LastNs : Math.Max(LastNs, packet.AtNs);
            return;
        }

        LastNs = Math.Max(LastNs, packet.AtNs);
        var (ours, theirs) = OtherPayload;
        OtherPayload = isOriginator ? (ours + packet.PayloadBytes, theirs) : (ours, theirs + packet.PayloadBytes);
        if (Protocol == IpProtocol.Udp)
        {
            _history.Once('d', isOriginator);
        }
    }
}
