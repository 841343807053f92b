namespace Soc.Benchmarks;

/// <summary>One measured figure.</summary>
/// <param name="Name">What was measured; aims and baselines are tied to it by this name (see <see cref="Aims"/>).</param>
/// <param name="Unit">Unit of <paramref name="Value"/>: "events/s", "bytes", "ms".</param>
/// <param name="Value">The figure: the median where it was measured several times.</param>
/// <param name="Note">How it was measured, and what a reader must know to believe it.</param>
/// <param name="Baseline">Name of the row that it is compared with; null: as <see cref="Aims"/> says.</param>
public sealed record BenchRow(string Name, string Unit, double Value, string Note, string? Baseline = null);
