namespace Soc.Simulator.Transport;

/// <summary>What happened.</summary>
public sealed record ApiAuditEvent(string Kind, string Status, string Text, ApiAuditCheck[] Checks);
