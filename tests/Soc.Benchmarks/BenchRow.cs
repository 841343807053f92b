namespace Soc.Benchmarks;

/// <summary>One figure of a benchmark.</summary>
/// <param name="Name">What was measured, from the general to the particular.</param>
/// <param name="Unit">"records/s", "ms", "bytes" …</param>
/// <param name="Value">The figure.</param>
/// <param name="Note">Under which conditions.</param>
public sealed record BenchRow(string Name, string Unit, double Value, string Note);
