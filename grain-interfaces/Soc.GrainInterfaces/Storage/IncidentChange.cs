using Soc.Model.Incidents;

namespace Soc.GrainInterfaces.Storage;

/// <summary>One change of an incident, as it is now.</summary>
public sealed record IncidentChange(long Sequence, Incident Incident);
