namespace Soc.Grains.Promises;

/// <summary>How often a <see cref="PromiseLoop"/> looks and tries again.</summary>
/// <param name="LookMs">Longest time until it looks again, since a clock may jump.</param>
/// <param name="MaxDoublings">A failure is tried again after two seconds, which are doubled so often at most while it goes on failing.</param>
internal sealed record PromisePace(int LookMs, int MaxDoublings);
