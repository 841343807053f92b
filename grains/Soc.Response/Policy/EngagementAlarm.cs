using Soc.Model;
using Soc.Model.Entities;
using Soc.Model.Escalation;
using Soc.Model.Incidents;
using Soc.Model.Response;

namespace Soc.Response.Policy;

/// <summary>What people are to hear of an incident, by a decision.</summary>
public static class EngagementAlarm
{
    /// <param name="undoable">What was agreed and no connector of the client does: people have to do it by hand.</param>
    /// <returns>Null when nobody is to hear of it.</returns>
    public static EscalationAlarm? Of(EngagementDecision decision, Incident incident, IReadOnlyList<EngagementStep> undoable)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(undoable);
        var late = incident.Escalation.Late;
        var byHand = late ? [] : undoable.Where(s => !s.Shadow).ToArray();

        // What came late is decided as "a line in the digest"; what it would have been is kept beside it.
        var tell = late ? incident.Escalation.Decision : decision.Tell;
        var why = late ? incident.Escalation.Reason : decision.TellWhy;
        if (byHand.Length > 0)
        {
            tell = tell < EscalationDecision.Notify ? EscalationDecision.Notify : tell;
            why = $"{why} The client's rules agree to {string.Join(", ", byHand.Select(s => $"{ContainmentActions.NameOf(s.Action)} against {s.Entity.Value}"))}, and no connector does it: do it by hand.".Trim();
        }

        return tell == EscalationDecision.None
            ? null
            : new EscalationAlarm
            {
                Client = incident.Client,
                IncidentId = incident.Id,
                Title = Clip.To(incident.Title, Notice.MaxTitleLength),
                Story = Clip.To(incident.Story, Notice.MaxTextLength),
                Score = incident.Score,
                Decision = tell,
                Why = Clip.To(why, Notice.MaxTextLength),
                IsLate = late,
                Entities = [.. incident.Entities.Take(Notice.MaxFacts).Select(e => $"{EntityKey.KindName(e.Kind)} {e.Value}")],
                DetectedAtMs = incident.DetectedAtMs,
                Version = incident.Version,
            };
    }
}
