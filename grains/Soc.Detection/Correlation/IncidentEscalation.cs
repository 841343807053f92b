using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>
/// The decision for an incident: the most urgent at any moment as it grew, so that what woke somebody at three is not unsaid at ten, and
/// so that it does not depend on the order in which the signals arrived.
/// </summary>
internal static class IncidentEscalation
{
    /// <summary>Only the strongest findings can raise the decision; looking at more would cost time and change nothing.</summary>
    private const int MaxMoments = 8;

    public static Escalation Decide(Incident incident, IncidentReading reading, ClientPolicy policy, TimeZoneInfo zone)
    {
        var all = MostUrgent(incident.Signals, reading, policy, zone, late: false);
        var onTime = incident.Signals.Where(s => !s.Late).ToArray();
        if (onTime.Length == incident.Signals.Length)
        {
            return all;
        }

        var fresh = MostUrgent(onTime, reading, policy, zone, late: false);
        if (fresh.Decision >= all.Decision && onTime.Length > 0)
        {
            return fresh;
        }

        // What came on time may deserve a message by itself: then that is sent, whatever the late events add.
        return fresh.Decision >= EscalationDecision.Notify
            ? fresh with { Reason = fresh.Reason + " Events that came late make it worse than what was decided from the ones on time." }
            : MostUrgent(incident.Signals, reading, policy, zone, late: true);
    }

    private static Escalation MostUrgent(Signal[] signals, IncidentReading reading, ClientPolicy policy, TimeZoneInfo zone, bool late)
    {
        var whole = reading.Apply(IncidentScore.Of(signals));
        var lastMs = signals.Length == 0 ? 0 : signals.Max(s => s.AtMs);
        if (whole < policy.Thresholds.Notify || reading.Verdict == Verdict.Benign)
        {
            return EscalationRules.Decide(whole, reading.Verdict, policy, zone, lastMs, late);
        }

        Escalation? most = null;
        foreach (var moment in signals
            .OrderByDescending(s => s.Score)
            .ThenBy(s => s.AtMs)
            .Take(MaxMoments)
            .Select(s => s.AtMs)
            .Distinct()
            .Order())
        {
            var score = reading.Apply(IncidentScore.Of(signals.Where(s => s.AtMs <= moment).ToArray()));
            var then = EscalationRules.Decide(score, reading.Verdict, policy, zone, moment, late);
            most = most is null || then.Decision > most.Decision ? then : most;
        }

        return most!;
    }
}
