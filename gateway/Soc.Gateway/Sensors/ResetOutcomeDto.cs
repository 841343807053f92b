namespace Soc.Gateway.Sensors;

/// <summary>One thing that a sensor said of a command.</summary>
public sealed record ResetOutcomeDto(string Outcome, string Reason, long Connections);
