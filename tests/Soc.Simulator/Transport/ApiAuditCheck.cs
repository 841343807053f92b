namespace Soc.Simulator.Transport;

/// <summary>What one guard rail said.</summary>
public sealed record ApiAuditCheck(string Name, bool Passed, string Text);
