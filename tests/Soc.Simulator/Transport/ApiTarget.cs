namespace Soc.Simulator.Transport;

/// <summary>Whom an operation is against.</summary>
public sealed record ApiTarget(string Kind, string Key);
