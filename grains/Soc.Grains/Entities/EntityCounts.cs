namespace Soc.Grains.Entities;

/// <summary>What an entity did not use, since the last time it was asked.</summary>
/// <param name="Duplicates">Events that came a second time.</param>
/// <param name="DetectorFailures">Steps of detectors that threw.</param>
/// <param name="Named">The first of these, <see cref="EntityCore.MaxNamedFailures"/> at most.</param>
public readonly record struct EntityCounts(long Duplicates, long DetectorFailures, IReadOnlyList<DetectorFailure> Named);
