namespace Soc.GrainInterfaces.Storage;

/// <summary>The narrow end of the funnel.</summary>
/// <param name="Signals">Signals that the incidents took.</param>
/// <param name="Incidents">Incidents.</param>
/// <param name="Escalated">Those decided notify or wake.</param>
/// <param name="Digest">Those decided digest.</param>
public sealed record IncidentCounts(long Signals, long Incidents, long Escalated, long Digest);
