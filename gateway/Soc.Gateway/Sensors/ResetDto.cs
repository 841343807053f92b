namespace Soc.Gateway.Sensors;

/// <summary>A command to a sensor and what came of it, as far as it is known.</summary>
/// <param name="Outcome">"sent" while nothing was heard of it ("unknown" when it may not have been), else the newest outcome: attempted, confirmed, failed.</param>
public sealed record ResetDto(string Id, string Sensor, string Outcome, IReadOnlyList<ResetOutcomeDto> Outcomes);
