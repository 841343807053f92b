namespace Soc.Gateway.Endpoints;

/// <summary>Who should hear of it: none, digest, notify or wake.</summary>
/// <param name="Late">The events came late: the decision is what it would have been, and nobody was woken because of it.</param>
public sealed record EscalationDto(string Decision, string Reason, bool Late);
