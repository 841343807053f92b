namespace Soc.Simulator.Transport;

/// <summary>One thing that happened to an operation.</summary>
public sealed record ApiOperationEvent(int Number, string Kind, string Status, string Text, string? Outcome);
