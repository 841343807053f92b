using Soc.GrainInterfaces.Clients;
using Soc.Model.Entities;

namespace Soc.Silo.Ingest;

/// <summary>One read, sorted by who gets what. Belongs to one reader, who clears and fills it again: its lists are used again.</summary>
public sealed class RoutedBatch
{
    /// <summary>Most lists kept for the next read.</summary>
    private const int MaxSpare = 8192;

    /// <summary>A list that grew beyond this is not kept: one noisy entity must not hold memory for ever.</summary>
    private const int MaxSpareCapacity = 64;

    private readonly Stack<List<EnrichedEvent>> _spare = new();

    /// <summary>Events by entity, in offset order.</summary>
    public Dictionary<EntityKey, List<EnrichedEvent>> Entities { get; } = [];

    /// <summary>Observations by client.</summary>
    public Dictionary<string, ClientObservations> Clients { get; } = new(StringComparer.Ordinal);

    /// <summary>Events that could not be enriched: left out, and the others go on.</summary>
    public List<RoutingFailure> Failures { get; } = [];

    public int EventCount { get; set; }

    public long OldestReceivedMs { get; set; } = long.MaxValue;

    public void Add(EntityKey key, EnrichedEvent e)
    {
        ref var events = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(Entities, key, out _);
        events ??= _spare.TryPop(out var spare) ? spare : new List<EnrichedEvent>(2);
        events.Add(e);
    }

    public void Clear()
    {
        foreach (var events in Entities.Values)
        {
            if (_spare.Count < MaxSpare && events.Capacity <= MaxSpareCapacity)
            {
                events.Clear();
                _spare.Push(events);
            }
        }

        Entities.Clear();
        Clients.Clear();
        Failures.Clear();
        EventCount = 0;
        OldestReceivedMs = long.MaxValue;
    }
}
