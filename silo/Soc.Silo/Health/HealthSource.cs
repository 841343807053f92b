namespace Soc.Silo.Health;

/// <summary>One part of the process that can lack something.</summary>
/// <param name="Problems">What is missing and what to do, in sentences; empty when all is well. Asked at every probe.</param>
public sealed record HealthSource(Func<IEnumerable<string?>> Problems);
