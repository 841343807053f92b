using Soc.Detection.Correlation;
using Soc.Model.Incidents;

namespace Soc.Gateway.Reports;

/// <summary>What a P1 is, for every report.</summary>
internal static class FirstPriority
{
    public const string Definition = "P1: an incident of severity critical (a score of 90 or more), or one for which somebody was to be woken.";

    private const string Critical = "critical";

    public static bool Is(double score, EscalationDecision decision, bool isLate) =>
        string.Equals(Severities.Of(score), Critical, StringComparison.Ordinal) || (decision == EscalationDecision.Wake && !isLate);
}
