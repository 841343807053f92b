using Soc.Model.Escalation;

namespace Soc.Response.Escalation;

/// <summary>An escalation as lists and reports show it.</summary>
public static class EscalationRows
{
    public static EscalationRow Of(string client, string incidentId, EscalationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new EscalationRow
        {
            Client = client,
            IncidentId = incidentId,
            Number = state.Number,
            Phase = state.Phase,
            Decision = state.Decision,
            DetectedAtMs = state.Alarm?.DetectedAtMs ?? 0,
            ToldMs = state.ToldAtMs,
            AcknowledgedMs = state.AcknowledgedAtMs,
            AcknowledgedBy = state.AcknowledgedBy,
            OverMs = state.OverAtMs,
            Notices = state.Notices,
        };
    }
}
