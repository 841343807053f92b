using Soc.Model.Entities;

namespace Soc.Silo.Ingest;

/// <summary>One checkpoint round: what to store, and what is safe afterwards.</summary>
/// <param name="Entities">Valid until the round ends.</param>
/// <param name="Positions">By partition; 0 where nothing is known to be safe.</param>
/// <param name="Epoch">See <see cref="CheckpointTracker.Epoch"/>.</param>
public sealed record CheckpointRound(
    IReadOnlyCollection<KeyValuePair<EntityKey, long>> Entities,
    IReadOnlyList<long> Positions,
    int Epoch);
