namespace Soc.Gateway.Health;

/// <summary>Health of this process.</summary>
/// <param name="Status">"ok", or "degraded": it works, and something is missing.</param>
/// <param name="Problems">What is missing and what to do, in sentences.</param>
/// <param name="Backlog">Events received and not applied yet.</param>
public sealed record HealthDto(string Status, string[] Problems, long Backlog);
