using Soc.Model.Escalation;
using Soc.Model.Incidents;
using Soc.Model.Response;

namespace Soc.Gateway.Endpoints;

/// <summary>What came of an incident.</summary>
/// <param name="Operations">The newest proposal first.</param>
/// <param name="Told">Null when nobody was to be told yet.</param>
internal sealed record IncidentFollowUp(IReadOnlyList<OperationRow> Operations, EscalationRow? Told)
{
    /// <summary>Open, and somebody is held off because of it.</summary>
    public bool IsContained(Incident incident) => incident.Status != IncidentStatus.Closed && Operations.Any(o => OperationStatuses.IsInForce(o.Status));
}
