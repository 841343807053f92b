using Soc.Capture.Decode;

namespace Soc.Capture.Flows;

/// <summary>
/// From segments to the states of both ends, and from these to the flow's state: the same rules as Zeek's, so that its users read the same
/// words. Checksums are not looked at: mirrors show segments that the network card has not finished.
/// </summary>
internal static class TcpMachine
{
    private const TcpFlags Control = TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst;

    public static void Take(ref Packet packet, bool isOriginator, ref TcpEnd end, ref TcpEnd peer, ref History history)
    {
        var flags = packet.Flags;
        var length = (flags.Has(TcpFlags.Rst) ? 0 : packet.PayloadBytes) + (flags.Has(TcpFlags.Syn) ? 1 : 0) + (flags.Has(TcpFlags.Fin) ? 1 : 0);
        end.Begin(packet.Sequence, flags, length);
        var relative = end.RelativeOf(packet.Sequence);
        Note(flags, packet.PayloadBytes, isOriginator, ref history);
        if (packet.Window == 0 && !flags.Has(TcpFlags.Rst) && peer.State != TcpState.Closed && end.State != TcpState.Reset)
        {
            history.Sometimes('w', isOriginator, ++end.ZeroWindows);
        }

        if (flags.Has(TcpFlags.Ack))
        {
            if (peer.State == TcpState.Inactive)
            {
                peer.BeginBy(packet.Acknowledgement);
            }
            else if (!flags.Has(TcpFlags.Rst))
            {
                peer.Acknowledge(packet.Acknowledgement);
            }
        }

        if (end.Advance(relative + length, flags, packet.PayloadBytes))
        {
            history.Sometimes('t', isOriginator, end.Retransmissions);
        }

        Move(flags, packet.PayloadBytes, isOriginator, ref end, ref peer);
    }

    public static FlowState StateOf(ref TcpEnd originator, ref TcpEnd responder)
    {
        var (o, r) = (originator.State, responder.State);
        var isOriginatorSilent = o is TcpState.Inactive or TcpState.Partial;
        var isResponderSilent = r is TcpState.Inactive or TcpState.Partial;
        if (r == TcpState.Reset)
        {
            var isRefusal = o is TcpState.SynSent or TcpState.SynAckSent
                || (o == TcpState.Reset && originator.PayloadBytes == 0 && responder.PayloadBytes == 0);
            return isRefusal ? FlowState.Rej : isOriginatorSilent ? FlowState.Rstrh : FlowState.Rstr;
        }

        return (o, r) switch
        {
            (TcpState.Reset, _) => isResponderSilent ? FlowState.Rstos0 : FlowState.Rsto,
            (TcpState.Closed, TcpState.Closed) => FlowState.Sf,
            (TcpState.Closed, _) => isResponderSilent ? FlowState.Sh : FlowState.S2,
            (_, TcpState.Closed) => isOriginatorSilent ? FlowState.Shr : FlowState.S3,
            (TcpState.SynSent, TcpState.Inactive) => FlowState.S0,
            (TcpState.Established, TcpState.Established) => FlowState.S1,
            _ => FlowState.Oth,
        };
    }

    private static void Note(TcpFlags flags, int payloadBytes, bool isOriginator, ref History history)
    {
        switch (flags & Control)
        {
            case TcpFlags.None when payloadBytes > 0:
                history.Once('d', isOriginator);
                break;
            case TcpFlags.None when flags.Has(TcpFlags.Ack):
                history.Once('a', isOriginator);
                break;
            case TcpFlags.None:
                break;
            case TcpFlags.Syn:
                history.Once(flags.Has(TcpFlags.Ack) ? 'h' : 's', isOriginator);
                break;
            case TcpFlags.Fin:
                history.Once('f', isOriginator);
                break;
            case TcpFlags.Rst:
                history.Once('r', isOriginator);
                break;
            case TcpFlags.Fin | TcpFlags.Rst:
                history.Once('i', isOriginator);
                break;
            default:
                history.Once('q', isOriginator);
                break;
        }
    }

    private static void Move(TcpFlags flags, int payloadBytes, bool isOriginator, ref TcpEnd end, ref TcpEnd peer)
    {
        switch (end.State)
        {
            case TcpState.Inactive:
                FromInactive(flags, payloadBytes, isOriginator, ref end, ref peer);
                break;
            case TcpState.Closed:
                if (flags.Has(TcpFlags.Rst) && peer.State != TcpState.Closed)
                {
                    Close(TcpState.Reset, ref end);
                }

                break;
            case TcpState.Reset:
                break;
            default:
                FromOpen(flags, ref end, ref peer);
                break;
        }
    }

    private static void FromInactive(TcpFlags flags, int payloadBytes, bool isOriginator, ref TcpEnd end, ref TcpEnd peer)
    {
        if (flags.Has(TcpFlags.Syn))
        {
            if (isOriginator)
            {
                end.Become(flags.Has(TcpFlags.Ack) ? TcpState.SynAckSent : TcpState.SynSent);
            }
            else
            {
                if (peer.State == TcpState.SynSent)
                {
                    peer.Become(TcpState.Established);
                }

                end.Become(TcpState.Established);
            }
        }

        if (flags.Has(TcpFlags.Fin))
        {
            Close(TcpState.Closed, ref end);
        }

        if (flags.Has(TcpFlags.Rst))
        {
            Close(TcpState.Reset, ref end);
        }

        // Some acknowledge a question before they answer it: that is not the middle of something.
        if (end.State != TcpState.Inactive || (!isOriginator && payloadBytes == 0 && peer.State == TcpState.SynSent))
        {
            return;
        }

        // After an answer to a question that we missed, an acknowledgement makes the connection.
        end.Become(flags.Has(TcpFlags.Ack) && peer.State == TcpState.Established ? TcpState.Established : TcpState.Partial);
    }

    private static void FromOpen(TcpFlags flags, ref TcpEnd end, ref TcpEnd peer)
    {
        if (end.State == TcpState.Partial && peer.State == TcpState.Inactive && (flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn)
        {
            end.Become(TcpState.SynSent);
        }

        if (flags.Has(TcpFlags.Fin) && !flags.Has(TcpFlags.Rst))
        {
            var isAnswer = end.State is TcpState.Established or TcpState.Partial;
            Close(TcpState.Closed, ref end);
            if (isAnswer && peer.State == TcpState.Reset && peer.Was(TcpState.Closed))
            {
                // Closed, and then broken off: it was an ordinary end.
                peer.Become(TcpState.Closed);
            }
        }

        if (flags.Has(TcpFlags.Rst))
        {
            Close(TcpState.Reset, ref end);
        }
    }

    private static void Close(TcpState state, ref TcpEnd end)
    {
        end.Become(state);
        end.DidClose = true;
    }
}
