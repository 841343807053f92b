namespace Soc.Silo.Health;

/// <summary>Health of this process.</summary>
/// <param name="Status">"ok", or "degraded": it works, and something is missing.</param>
/// <param name="Problems">What is missing and what to do, in sentences.</param>
/// <param name="Backlog">Events of the partitions read here that are received and not applied yet.</param>
/// <param name="Partitions">The partitions of the event log that this process reads.</param>
public sealed record HealthDto(string Status, string[] Problems, long Backlog, int[] Partitions);
