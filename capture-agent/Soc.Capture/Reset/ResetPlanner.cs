using Soc.Capture.Decode;
using Soc.Capture.Flows;
using Soc.Capture.Protocols;

namespace Soc.Capture.Reset;

/// <summary>Decides whether a connection may be broken off, and which segments would do it. Pure.</summary>
internal sealed class ResetPlanner(ResetOptions options, NeverBlock neverBlock)
{
    /// <summary>Segments further on than the newest number, for what is on its way while ours are.</summary>
    public const int SegmentsAhead = 3;

    /// <summary>The most segments of one round.</summary>
    public const int MaxSegments = 2 * (2 + SegmentsAhead);

    /// <summary>May this command be carried out at all?</summary>
    public ResetReason Check(ResetCommand command, long nowMs) =>
        !options.IsEnabled ? ResetReason.Disabled
        : nowMs >= command.ExpiresMs ? ResetReason.Expired
        : !IsSound(command, nowMs) ? ResetReason.BadCommand
        : command.Target.IsProtectedBy(neverBlock) ? ResetReason.NeverBlocked
        : nowMs < command.NotBeforeMs ? ResetReason.NotYet
        : ResetReason.None;

    /// <summary>May this connection be broken off by this command? Asked before each round.</summary>
    public ResetReason Check(ResetCommand command, Flow flow, long nowMs)
    {
        if (!command.Target.Covers(flow))
        {
            return ResetReason.NotTargeted;
        }

        var reason = Check(command, nowMs);
        return reason != ResetReason.None ? reason
            : flow.Protocol != IpProtocol.Tcp ? ResetReason.NotTcp
            : neverBlock.Protects(flow) ? ResetReason.NeverBlocked
            : flow.TunnelDepth > 0 ? ResetReason.Tunnelled
            : !IsStation(flow.OriginatorMac) || !IsStation(flow.ResponderMac) || !IsStation(options.OwnMac) ? ResetReason.NoStation
            : ResetReason.None;
    }

    /// <summary>
    /// The segments of one round. An end takes a reset only with exactly the number that it waits for (RFC 5961, 3.2); with one near it, it answers
    /// with an acknowledgement, which says the number. Who sends most comes first: of the other end only acknowledgements come to him, so that
    /// his number stands still; and once he is gone, his system resets the other end by itself.
    /// </summary>
    /// <param name="hints">Of the originator, of the responder.</param>
    /// <param name="target">At least <see cref="MaxSegments"/>.</param>
    /// <returns>How many.</returns>
    public int Plan(Flow flow, ReadOnlySpan<EndHints> hints, Span<ResetSegment> target)
    {
        var first = flow.OriginatorPayloadBytes > flow.ResponderPayloadBytes ? Side.Originator : Side.Responder;
        var second = first == Side.Originator ? Side.Responder : Side.Originator;
        var count = PlanFor(first, flow, hints, target);
        return count + PlanFor(second, flow, hints, target[count..]);
    }

    /// <summary>A segment is one of ours that comes back to us.</summary>
    public bool IsOwn(ref Packet packet) =>
        packet.Protocol == IpProtocol.Tcp && packet.Window == options.Mark && packet.PayloadBytes == 0 && !packet.IsFragment
        && packet.Flags == (TcpFlags.Rst | TcpFlags.Ack);

    private static bool IsStation(MacAddress mac) => mac != default && !mac.IsMulticast;

    private static bool IsSound(ResetCommand command, long nowMs) =>
        command.Id.Length is > 0 and <= ResetOptions.MaxNameLength && command.Client.Length is > 0 and <= ResetOptions.MaxNameLength
        && command.NotBeforeMs >= 0 && command.ExpiresMs > command.NotBeforeMs && command.ExpiresMs - command.NotBeforeMs <= ResetOptions.MaxValidityMs
        && command.NotBeforeMs - nowMs <= ResetOptions.MaxValidityMs
        && command.MaxConnections is > 0 and <= ResetOptions.MaxConnectionsOfCommand;

    private int PlanFor(Side end, Flow flow, ReadOnlySpan<EndHints> hints, Span<ResetSegment> target)
    {
        var isOriginator = end == Side.Originator;
        var other = isOriginator ? Side.Responder : Side.Originator;
        var next = flow.NextSequenceOf(other);
        var segment = new ResetSegment
        {
            SrcMac = options.OwnMac,
            DstMac = isOriginator ? flow.OriginatorMac : flow.ResponderMac,
            OuterVlan = flow.OuterVlan,
            InnerVlan = flow.InnerVlan,
            Src = isOriginator ? flow.Responder : flow.Originator,
            SrcPort = isOriginator ? flow.ResponderPort : flow.OriginatorPort,
            Dst = isOriginator ? flow.Originator : flow.Responder,
            DstPort = isOriginator ? flow.OriginatorPort : flow.ResponderPort,
            Sequence = next,
            Acknowledgement = flow.NextSequenceOf(end),
            Window = options.Mark,
        };
        var count = 0;
        if (hints[(int)end].Acknowledged is { } acknowledged && acknowledged != next)
        {
            target[count++] = segment with { Sequence = acknowledged };
        }

        target[count++] = segment;
        var step = hints[(int)other].SegmentBytes;
        for (var i = 1; i <= SegmentsAhead && step > 0; i++)
        {
            target[count++] = segment with { Sequence = next + (uint)(i * step) };
        }

        return count;
    }
}
