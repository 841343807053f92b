using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Response;

namespace Soc.Response.Policy;

/// <summary>Who hears of an incident when everything is decided.</summary>
internal static class TellRules
{
    public static (EscalationDecision Tell, string Why) Decide(ClientPolicy policy, Incident incident, IncidentFacts facts, List<EngagementStep> steps)
    {
        var (tell, why) = ByAgreement(incident, steps);
        foreach (var step in steps)
        {
            if (!step.Shadow && step.Action != ContainmentAction.Unknown && DueTo(step.Mode) is var due && due > tell)
            {
                (tell, why) = (due, $"Rule '{step.RuleId}' wants it for what is done, or left undone, about {step.Entity.Value}.");
            }
        }

        if (tell == EscalationDecision.Wake && !policy.WakeAllowed)
        {
            (tell, why) = (EscalationDecision.Notify, why + " The client wants nobody woken.");
        }

        var most = facts.OfIncident is { Most: EngagementMode.None } ? EscalationDecision.None : EscalationDecision.Digest;
        return facts.OfIncident is { } brake && tell > most ? (most, $"{why} But {brake.Why}.") : (tell, why);
    }

    /// <summary>What the thresholds say, unless rules that only tell cover every entity.</summary>
    private static (EscalationDecision Tell, string Why) ByAgreement(Incident incident, List<EngagementStep> steps)
    {
        var telling = steps.FindAll(s => s is { Shadow: false, Action: ContainmentAction.Unknown, RuleId: not null });
        var isCovered = incident.Entities.Length > 0 && Array.TrueForAll(incident.Entities, e => telling.Exists(s => s.Entity == e));
        var (tell, why) = isCovered ? (EscalationDecision.None, "") : (incident.Escalation.Decision, incident.Escalation.Reason);
        foreach (var step in telling)
        {
            var wanted = (EscalationDecision)Math.Min((int)step.Agreed, (int)EscalationDecision.Notify);
            if (wanted > tell || why.Length == 0)
            {
                (tell, why) = (wanted, $"Rule '{step.RuleId}' says so for {step.Entity.Value}.");
            }
        }

        return (tell, why);
    }

    private static EscalationDecision DueTo(EngagementMode mode) => mode switch
    {
        EngagementMode.Digest => EscalationDecision.Digest,
        EngagementMode.Notify or EngagementMode.Ask or EngagementMode.ActThenTell => EscalationDecision.Notify,
        EngagementMode.ActAndWake => EscalationDecision.Wake,
        _ => EscalationDecision.None,
    };
}
