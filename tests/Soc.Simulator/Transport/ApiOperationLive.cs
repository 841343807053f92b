namespace Soc.Simulator.Transport;

/// <summary>An operation's own state.</summary>
public sealed record ApiOperationLive(string? WaitsFor, ApiOperationEvent[] History);
