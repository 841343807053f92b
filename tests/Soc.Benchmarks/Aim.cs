namespace Soc.Benchmarks;

/// <summary>What a figure should be, and what it is compared with.</summary>
/// <param name="Limit">The aim in the unit of the figure; null where there is none.</param>
/// <param name="IsCeiling">True when the figure should stay below <paramref name="Limit"/>.</param>
/// <param name="Baseline">Name of the row that did the same work without actors or by another program; null where there is none.</param>
internal sealed record Aim(double? Limit = null, bool IsCeiling = false, string? Baseline = null)
{
    public bool IsMet(double value) => Limit is not { } limit || (IsCeiling ? value < limit : value >= limit);
}
