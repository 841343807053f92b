namespace Soc.Detection.Correlation.Related;

/// <summary>An incident of another client that is about the same thing outside.</summary>
/// <param name="AtMs">Its last event that the thing was part of, ms since the epoch.</param>
/// <param name="Why">A sentence.</param>
public sealed record RelatedIncident(string Client, string IncidentId, long AtMs, string Why);
