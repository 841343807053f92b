using Soc.Capture.Decode;
using Soc.Capture.Link;
using Soc.Capture.Protocols;

namespace Soc.Capture.Tests.Support;

/// <summary>The payload of one flow of a small, clean capture: TCP put in order by sequence number, UDP datagram by datagram.</summary>
internal sealed class Conversation
{
    private readonly uint[] _next = new uint[2];
    private readonly List<(uint Sequence, byte[] Data, long AtNs)>[] _waiting = [[], []];
    private readonly bool[] _isSynced = new bool[2];

    public required NetAddress Originator { get; init; }

    public required ushort OriginatorPort { get; init; }

    public required NetAddress Responder { get; init; }

    public required ushort ResponderPort { get; init; }

    public required IpProtocol Protocol { get; init; }

    /// <summary>Pieces in the order in which they came: segments in order, or datagrams.</summary>
    public List<(Side Side, byte[] Data, long AtNs)> Pieces { get; } = [];

    /// <summary>All flows of a capture, in the order of their first packets.</summary>
    public static List<Conversation> Read(string path)
    {
        var flows = new List<Conversation>();
        using var file = CaptureFile.Open(path);
        while (file.TryRead(out var frame))
        {
            var packet = default(Packet);
            if (PacketDecoder.Decode(frame, ref packet) == DecodeOutcome.Ip && !packet.IsFragment && packet.Protocol is IpProtocol.Tcp or IpProtocol.Udp)
            {
                var (src, dst, srcPort, dstPort, protocol) = (packet.Src, packet.Dst, packet.SrcPort, packet.DstPort, packet.Protocol);
                var flow = flows.Find(f => f.Is(protocol, src, srcPort, dst, dstPort) || f.Is(protocol, dst, dstPort, src, srcPort));
                if (flow is null)
                {
                    flows.Add(flow = new Conversation { Originator = src, OriginatorPort = srcPort, Responder = dst, ResponderPort = dstPort, Protocol = protocol });
                }

                flow.Add(packet);
            }
        }

        return flows;
    }

    /// <summary>Gives all of it to a stream parser, as the agent would.</summary>
    public List<ProtocolRecord> Through(StreamParser parser, bool isEnded = true)
    {
        var sink = new Records();
        var pending = new byte[2][] { [], [] };
        foreach (var (side, data, atNs) in Pieces)
        {
            pending[(int)side] = [.. pending[(int)side], .. data];
            var step = parser.Read(side, pending[(int)side], atNs, sink);
            if (step.Verdict != ParserVerdict.More)
            {
                return sink.All;
            }

            pending[(int)side] = pending[(int)side][step.Consumed..];
        }

        if (isEnded)
        {
            parser.End(Pieces.Count > 0 ? Pieces[^1].AtNs : 0, sink);
        }

        return sink.All;
    }

    /// <summary>Gives all of it to a datagram parser, as the agent would.</summary>
    public List<ProtocolRecord> Through(DatagramParser parser, bool isEnded = true)
    {
        var sink = new Records();
        foreach (var (side, data, atNs) in Pieces)
        {
            if (parser.Read(side, data, atNs, sink) != ParserVerdict.More)
            {
                return sink.All;
            }
        }

        if (isEnded)
        {
            parser.End(Pieces.Count > 0 ? Pieces[^1].AtNs : 0, sink);
        }

        return sink.All;
    }

    private bool Is(IpProtocol protocol, NetAddress src, ushort srcPort, NetAddress dst, ushort dstPort) =>
        Protocol == protocol && Originator == src && OriginatorPort == srcPort && Responder == dst && ResponderPort == dstPort;

    private void Add(Packet packet)
    {
        var side = packet.Src == Originator && packet.SrcPort == OriginatorPort ? Side.Originator : Side.Responder;
        if (Protocol == IpProtocol.Udp)
        {
            Pieces.Add((side, packet.Payload.ToArray(), packet.AtNs));
            return;
        }

        var at = (int)side;
        if (packet.Flags.Has(TcpFlags.Syn))
        {
            (_next[at], _isSynced[at]) = (packet.Sequence + 1, true);
        }

        if (packet.Payload.IsEmpty)
        {
            return;
        }

        if (!_isSynced[at])
        {
            (_next[at], _isSynced[at]) = (packet.Sequence, true);
        }

        _waiting[at].Add((packet.Sequence, packet.Payload.ToArray(), packet.AtNs));
        while (_waiting[at].FindIndex(w => (int)(w.Sequence - _next[at]) <= 0) is >= 0 and var ready)
        {
            var (sequence, data, atNs) = _waiting[at][ready];
            _waiting[at].RemoveAt(ready);
            var known = (int)(_next[at] - sequence);
            if (known < data.Length)
            {
                Pieces.Add((side, data[known..], atNs));
                _next[at] += (uint)(data.Length - known);
            }
        }
    }
}
