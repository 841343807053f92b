using Soc.Model.Incidents;

namespace Soc.Detection.Correlation;

/// <summary>What a person's verdict does to an incident.</summary>
public static class VerdictRules
{
    /// <summary>
    /// Sets the verdict and keeps it in the history. A decided incident is closed; taking the verdict back opens it again.
    /// The same note twice, or a verdict on an incident that was merged into another, changes nothing: the same instance comes back.
    /// </summary>
    public static Incident Apply(Incident i, VerdictNote note)
    {
        if (i.MergedInto is not null || i.VerdictHistory.Contains(note))
        {
            return i;
        }

        var history = i.VerdictHistory.Append(note).OrderBy(n => n.AtMs).TakeLast(Incident.MaxVerdictHistory).ToArray();
        return i with
        {
            Verdict = note.Verdict,
            Status = StatusAfter(i.Status, note.Verdict),
            VerdictHistory = history,
            Version = i.Version + 1,
        };
    }

    private static IncidentStatus StatusAfter(IncidentStatus before, Verdict verdict)
    {
        if (verdict != Verdict.Undecided)
        {
            return IncidentStatus.Closed;
        }

        return before == IncidentStatus.Closed ? IncidentStatus.Open : before;
    }
}
