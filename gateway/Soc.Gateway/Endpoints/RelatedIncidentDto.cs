namespace Soc.Gateway.Endpoints;

/// <summary>An incident of another client that is about the same thing outside.</summary>
/// <param name="Why">A sentence: what both are about, and how far apart.</param>
/// <param name="At">Its last event that the thing was part of.</param>
public sealed record RelatedIncidentDto(string Client, string Incident, string Why, string At);
