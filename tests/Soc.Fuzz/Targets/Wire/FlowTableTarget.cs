using Soc.Capture.Decode;
using Soc.Capture.Flows;

namespace Soc.Fuzz.Targets.Wire;

/// <summary>Packets of few ends in any order and at any time, and floods: the table stays bounded, and each packet is in exactly one flow that is told once.</summary>
internal sealed class FlowTableTarget : IFuzzTarget, IFlowSink
{
    private const int MaxFlows = 1_024;
    private const int StepBytes = 8;
    private const long BeginNs = 1_772_438_400_000_000_000;
    private readonly FlowOptions _options = new() { MaxFlows = MaxFlows };
    private long _toldPackets;

    public string Name => "flow-table";

    /// <summary>A connection from begin to end; a flood of questions; datagrams; messages of ICMP; times that jump.</summary>
    public Task<IReadOnlyList<byte[]>> SeedsAsync() => Task.FromResult<IReadOnlyList<byte[]>>(
    [
        [0x12, 2, 0, 1, 0, 0, 0, 0, 0x21, 18, 0, 1, 0, 0, 0, 0, 0x12, 24, 0, 1, 1, 90, 0, 0, 0x12, 17, 0, 1, 91, 0, 0, 0, 0x21, 17, 0, 1, 1, 0, 0, 0, 0x12, 2, 0, 9, 1, 0, 0, 0],
        [0x12, 2, 0xFF, 1, 0, 0, 0, 0, 0x13, 2, 0xFF, 1, 0, 0, 0, 0, 0x14, 2, 0xFF, 1, 0, 0, 0, 0, 0x15, 2, 0xFF, 1, 0, 0, 0, 0, 0x16, 2, 0xFF, 1, 0, 0, 0, 0],
        [0x12, 0x40, 0, 1, 0, 90, 0, 0, 0x21, 0x40, 0, 200, 0, 90, 0, 0, 0x12, 0x80, 0, 255, 8, 0, 0, 0, 0x21, 0x80, 0, 1, 0, 0, 0, 0],
    ]);

    public ValueTask RunAsync(byte[] input)
    {
        var table = new FlowTable(_options, this, seed: 7);
        _toldPackets = 0;
        var (atNs, given) = (BeginNs, 0L);
        for (var at = 0; at + StepBytes <= input.Length; at += StepBytes)
        {
            var step = input.AsSpan(at, StepBytes);

            // Backwards too, as packets of several queues of a card come.
            atNs = Math.Max(0, atNs + ((sbyte)step[3] * (sbyte)step[3] * (long)(sbyte)step[3] * 1_000_000));
            for (var i = 0; i <= step[2]; i++)
            {
                var packet = Made(step, i, atNs);
                given += table.Take(ref packet, out _) is null ? 0 : 1;
                FuzzException.Unless(table.Count <= MaxFlows, "the table is bounded");
            }

            if (step[7] == 1)
            {
                table.EndDue(atNs);
            }
        }

        table.EndAll();
        FuzzException.Unless(table.Count == 0, "nothing goes on when all was ended");
        FuzzException.Unless(_toldPackets == given, "every packet is in one flow, which is told");
        return ValueTask.CompletedTask;
    }

    public void Take(Flow flow, FlowEnd why)
    {
        FuzzException.Unless(flow.LastNs >= flow.FirstNs && flow.OriginatorPayloadBytes >= 0 && flow.ResponderPayloadBytes >= 0, "figures of flows make sense");
        FuzzException.Unless(flow.History.Length < 256 && Enum.IsDefined(flow.State), "history and state are such as Zeek has");
        if (why != FlowEnd.Ongoing)
        {
            _toldPackets += flow.OriginatorPackets + flow.ResponderPackets;
        }
    }

    private static Packet Made(ReadOnlySpan<byte> step, int burst, long atNs)
    {
        var protocol = (step[1] >> 6) switch { 0 => IpProtocol.Tcp, 1 => IpProtocol.Udp, 2 => IpProtocol.Icmp, _ => IpProtocol.IcmpV6 };
        return new Packet
        {
            AtNs = atNs,
            IsIp = true,
            Src = NetAddress.V4(0x0A000000u + (uint)(step[0] >> 4)),
            Dst = NetAddress.V4(0x0A000000u + (uint)(step[0] & 15)),
            SrcPort = (ushort)(protocol is IpProtocol.Tcp or IpProtocol.Udp ? (1_000 * (step[0] >> 4)) + burst : step[4]),
            DstPort = (ushort)(protocol is IpProtocol.Tcp or IpProtocol.Udp ? 1_000 * (step[0] & 15) : 0),
            Protocol = protocol,
            Flags = (TcpFlags)(step[1] & 0x3F),
            Sequence = step[4] * (step[6] == 1 ? 0x0100_0001u : 1u),
            Acknowledgement = step[6],
            IpBytes = 40 + step[5],
            PayloadBytes = step[5],
            FragmentOffset = step[7] == 2 ? 8 : 0,
        };
    }
}
