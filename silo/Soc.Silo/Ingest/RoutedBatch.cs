using Soc.GrainInterfaces.Clients;
using Soc.Model.Entities;

namespace Soc.Silo.Ingest;

/// <summary>One read, sorted by who gets what.</summary>
public sealed class RoutedBatch
{
    /// <summary>Events by entity, in offset order.</summary>
    public Dictionary<EntityKey, List<EnrichedEvent>> Entities { get; } = [];

    /// <summary>Observations by client.</summary>
    public Dictionary<string, ClientObservations> Clients { get; } = new(StringComparer.Ordinal);

    public int EventCount { get; set; }

    public long OldestReceivedMs { get; set; } = long.MaxValue;
}
