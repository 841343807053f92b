using Soc.Model.Entities;
using Soc.Silo.Ingest;

namespace Soc.Benchmarks.Memory;

/// <summary>Parts of a routed read.</summary>
internal static class RoutedBatches
{
    /// <summary>The entities of one kind; what the clients are told is left out.</summary>
    public static RoutedBatch Only(RoutedBatch routed, EntityKind kind)
    {
        var part = new RoutedBatch();
        foreach (var (key, events) in routed.Entities)
        {
            if (key.Kind == kind)
            {
                part.Entities.Add(key, events);
            }
        }

        return part;
    }
}
