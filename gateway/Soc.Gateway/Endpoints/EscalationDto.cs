using Soc.Model.Escalation;
using Soc.Model.Incidents;

namespace Soc.Gateway.Endpoints;

/// <summary>Who should hear of it: none, digest, notify or wake; and how far the telling has come.</summary>
/// <param name="Late">The events came late: the decision is what it would have been, and nobody was woken because of it.</param>
/// <param name="Phase">"quiet", "waiting", "acknowledged", "nobody_answered" or "over"; null when nobody was to be told yet.</param>
/// <param name="ToldAt">When somebody was first told.</param>
/// <param name="AcknowledgedBy">Who has it.</param>
public sealed record EscalationDto(string Decision, string Reason, bool Late, string? Phase, string? ToldAt, string? AcknowledgedBy, string? AcknowledgedAt)
{
    public static EscalationDto Of(Escalation escalation, EscalationRow? told)
    {
        ArgumentNullException.ThrowIfNull(escalation);
        return new(
            Wire.Name(escalation.Decision),
            escalation.Reason,
            escalation.Late,
            told is null ? null : Wire.Name(told.Phase),
            Wire.TimeOrNull(told?.ToldMs ?? 0),
            told?.AcknowledgedBy,
            Wire.TimeOrNull(told?.AcknowledgedMs ?? 0));
    }
}
