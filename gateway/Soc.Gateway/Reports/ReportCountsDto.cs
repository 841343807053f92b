namespace Soc.Gateway.Reports;

/// <summary>Incidents by what became of them.</summary>
/// <param name="Incidents">Detected in the period.</param>
/// <param name="StoppedAutomatically">By rule alone.</param>
/// <param name="StoppedByHand">A person wanted it, or agreed to it.</param>
/// <param name="Escalated">A person was to hear of it at once.</param>
/// <param name="Told">Of these, somebody was told.</param>
/// <param name="Woken">Of these, somebody was to be woken, and was told.</param>
/// <param name="P1">Of first priority.</param>
/// <param name="Late">Their events came late: nobody was woken and nothing was done by itself because of them.</param>
/// <param name="Actions">Actions that were confirmed, of all that were proposed in the period.</param>
/// <param name="ActionsUndone">Actions that were ended because they were wrong.</param>
/// <param name="ActionsWithoutIncident">Confirmed ones that a person asked for without an incident.</param>
public sealed record ReportCountsDto(
    int Incidents,
    int StoppedAutomatically,
    int StoppedByHand,
    int Escalated,
    int Told,
    int Woken,
    int P1,
    int Late,
    int Actions,
    int ActionsUndone,
    int ActionsWithoutIncident);
