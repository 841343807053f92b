using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.Network;

/// <summary>Whether a connection came about, whoever saw it.</summary>
internal static class ConnectionOutcome
{
    private const int Tcp = 6;
    private const int FirstUnreserved = 1024;

    /// <summary>
    /// A TCP connection that nobody took: unanswered, refused, or stopped by a firewall. What does not say its protocol counts as TCP.
    /// An answer that a firewall stopped, from a well-known port to a high one, was no attempt.
    /// </summary>
    public static bool IsFailedAttempt(SecurityEvent e)
    {
        if (e is not { Class: EventClass.NetworkActivity, Dst: { Ip: not null, Port: > 0 } dst, Src.Ip: not null }
            || (e.Src.Port is > 0 and < FirstUnreserved && dst.Port >= FirstUnreserved)
            || e.Traffic is { ProtocolNumber: not (0 or Tcp) } or { IsOngoing: true })
        {
            return false;
        }

        // Zeek's states: no answer; refused; given up or ended by the originator before an answer. Where he sent data none the less,
        // the answers were not seen: a mirror that shows one direction only.
        return e.Traffic is { State: { } state } traffic
            ? state is "S0" or "REJ" or "RSTOS0" or "SH" && traffic.History.AsSpan().IndexOfAny('A', 'D') < 0
            : IsStopped(e);
    }

    /// <summary>Both sides talked, as far as the source says. What was reset before anything was said is a probe of an open port.</summary>
    public static bool CameAbout(SecurityEvent e) =>
        e.Traffic is { State: { } state } traffic
            ? state is "SF" or "S1" or "S2" or "S3" || (state is "RSTO" or "RSTR" && traffic.BytesOut + traffic.BytesIn > 0)
            : !IsStopped(e) && e.Status != EventStatus.Failure;

    /// <summary>Begun by a device inside.</summary>
    public static bool IsFromInside(EnrichedEvent e) => e.Src.Egress is EgressClass.Private or EgressClass.KnownEgress;

    private static bool IsStopped(SecurityEvent e) =>
        e.ActivityId is Activity.Network.Fail or Activity.Network.Refuse
        || (e.Traffic?.Action is { } action
            && (action.StartsWith("deny", StringComparison.Ordinal) || action.StartsWith("drop", StringComparison.Ordinal)
                || action.StartsWith("block", StringComparison.Ordinal) || action.StartsWith("reject", StringComparison.Ordinal)));
}
