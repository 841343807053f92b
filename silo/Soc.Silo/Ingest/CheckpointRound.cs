using Soc.Model.Entities;

namespace Soc.Silo.Ingest;

/// <summary>One checkpoint round: what to store, and what is safe afterwards.</summary>
public sealed record CheckpointRound(
    IReadOnlyList<KeyValuePair<EntityKey, long>> Entities,
    IReadOnlyList<long> Positions,
    int Epoch);
