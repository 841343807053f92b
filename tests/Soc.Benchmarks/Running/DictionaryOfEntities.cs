using System.Runtime.InteropServices;
using Soc.Detection;
using Soc.EventLog;
using Soc.Grains.Entities;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Entities;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Policies;
using Soc.Model.Signals;
using Soc.Silo.Ingest;

namespace Soc.Benchmarks.Running;

/// <summary>
/// The same work without actors: the same router and the same entities in a dictionary, on one thread. No log, no
/// checkpoint, no grain: what is left is the enrichment and the detectors.
/// </summary>
internal sealed class DictionaryOfEntities(EventRouter router, DetectorCatalog catalog, IClientPolicies policies)
{
    private readonly Dictionary<EntityKey, EntityCore> _entities = [];
    private readonly ToldFacts _told = new();
    private readonly RoutedBatch _routed = new();
    private List<Signal>? _signals = [];
    private long _offset;

    public int Count => _entities.Count;

    public long Signals { get; private set; }

    /// <summary>Routes and applies, in reads as long as the pump's.</summary>
    public void Apply(IReadOnlyList<SecurityEvent> events, int perRead)
    {
        for (var start = 0; start < events.Count; start += perRead)
        {
            Apply(Route(events, start, Math.Min(perRead, events.Count - start)));
        }
    }

    /// <returns>Valid until the next read.</returns>
    public RoutedBatch Route(IReadOnlyList<SecurityEvent> events, int start, int count)
    {
        var offsets = new long[count];
        var part = new SecurityEvent?[count];
        for (var i = 0; i < count; i++)
        {
            offsets[i] = _offset++;
            part[i] = events[start + i];
        }

        router.Route(new LogBatch(0, offsets, part, new Model.Ingest.IngestReceipt?[count], _offset, Lost: 0), _told, _routed);
        return _routed;
    }

    public void Apply(RoutedBatch routed) => Apply((IEnumerable<KeyValuePair<EntityKey, List<EnrichedEvent>>>)routed.Entities);

    public void Apply(IEnumerable<KeyValuePair<EntityKey, List<EnrichedEvent>>> routed)
    {
        foreach (var (key, list) in routed)
        {
            if (!_entities.TryGetValue(key, out var core))
            {
                core = new EntityCore(key, catalog);
                _entities.Add(key, core);
            }

            var policy = policies.Find(key.Client) ?? ClientPolicy.DefaultFor(key.Client);
            core.Apply(0, CollectionsMarshal.AsSpan(list), policy, policies.RulesOf(key.Client).Zone, ref _signals);
        }

        Signals += _signals!.Count;
        _signals.Clear();
    }
}
