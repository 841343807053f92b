namespace Soc.Gateway.Endpoints;

/// <summary>A person has the incident.</summary>
/// <param name="Phase">"acknowledged", when it was taken.</param>
/// <param name="AcknowledgedBy">Who has it: whoever said so first.</param>
public sealed record AcknowledgedDto(string Incident, string Phase, string? AcknowledgedBy, string? AcknowledgedAt);
