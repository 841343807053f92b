namespace Soc.Simulator.Transport;

/// <summary>A record of a client's audit.</summary>
public sealed record ApiAuditRecord(long Sequence, string Operation, ApiAuditEvent Event);
