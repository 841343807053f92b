using System.IO.Hashing;
using System.Runtime.InteropServices;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Incidents;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>
/// The incidents of one client that new signals may belong to, in memory; rebuilt from the store after a restart.
/// Merged ones are kept as redirects, closed ones so that their signals are known.
/// </summary>
public sealed class IncidentIndex
{
    /// <summary>Most incidents kept; when there are more, an eighth leaves: first what is settled or minor, of that what has been quiet for longest.</summary>
    public const int MaxIncidents = 8192;

    private const double MinorBelowScore = 20;
    private const int LeaveAtOnce = MaxIncidents / 8;

    private readonly Dictionary<string, Incident> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<EntityKey, List<string>> _byEntity = [];
    private readonly Dictionary<EventId, List<string>> _byEvent = [];
    private readonly Dictionary<(string Detector, EntityKey Entity), List<string>> _byFinding = [];
    private readonly Dictionary<ulong, string> _bySignal = [];

    /// <summary>Every incident, closed and merged ones too, in no order.</summary>
    public IReadOnlyCollection<Incident> All => _byId.Values;

    /// <summary>Those that can still grow.</summary>
    public IReadOnlyCollection<Incident> Open => _byId.Values.Where(IsOpen).ToArray();

    public static IncidentIndex Rebuild(IEnumerable<Incident> incidents)
    {
        var index = new IncidentIndex();
        foreach (var incident in incidents)
        {
            index.Put(incident);
        }

        return index;
    }

    /// <summary>True when it is neither closed nor merged into another.</summary>
    public static bool IsOpen(Incident incident) => incident.MergedInto is null && incident.Status != IncidentStatus.Closed;

    /// <summary>The incident with this id, a merged one as it is.</summary>
    public Incident? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The incident with this id, or the one that took it in.</summary>
    public Incident? Resolve(string id)
    {
        var found = Find(id);
        for (var hops = 0; found?.MergedInto is { } next && hops < MaxIncidents; hops++)
        {
            found = Find(next);
        }

        return found;
    }

    /// <summary>The incident that has this signal, in full or folded; null when it is new.</summary>
    public Incident? FindBySignal(string signalId) =>
        _bySignal.TryGetValue(HashOf(signalId), out var id) ? Resolve(id) : null;

    /// <summary>Inserts or replaces an incident.</summary>
    public void Put(Incident incident)
    {
        if (_byId.TryGetValue(incident.Id, out var old))
        {
            Unregister(old);
        }
        else if (_byId.Count >= MaxIncidents)
        {
            ForgetQuietest();
        }

        _byId[incident.Id] = incident;
        Register(incident);
    }

    internal static ulong HashOf(string signalId) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(signalId.AsSpan()));

    internal IEnumerable<Incident> With(EntityKey entity) => _byEntity.TryGetValue(entity, out var ids) ? ids.Select(id => _byId[id]) : [];

    internal IEnumerable<Incident> With(EventId eventId) => _byEvent.TryGetValue(eventId, out var ids) ? ids.Select(id => _byId[id]) : [];

    /// <summary>Those with a signal of the same detector about the same entity.</summary>
    internal IEnumerable<Incident> WithDetector(Signal signal) => _byFinding.TryGetValue((signal.Detector, signal.Entity), out var ids) ? ids.Select(id => _byId[id]) : [];

    /// <summary>Takes out an incident that was never stored.</summary>
    internal void Remove(string id)
    {
        if (_byId.Remove(id, out var old))
        {
            Unregister(old);
        }
    }

    private static void Add<TKey>(Dictionary<TKey, List<string>> map, TKey key, string id)
        where TKey : notnull
    {
        if (!map.TryGetValue(key, out var ids))
        {
            map.Add(key, ids = []);
        }

        if (!ids.Contains(id, StringComparer.Ordinal))
        {
            ids.Add(id);
        }
    }

    private static void Remove<TKey>(Dictionary<TKey, List<string>> map, TKey key, string id)
        where TKey : notnull
    {
        if (map.TryGetValue(key, out var ids) && ids.Remove(id) && ids.Count == 0)
        {
            map.Remove(key);
        }
    }

    private void Register(Incident incident)
    {
        if (incident.MergedInto is not null)
        {
            return;
        }

        foreach (var entity in incident.Entities)
        {
            Add(_byEntity, entity, incident.Id);
        }

        foreach (var signal in incident.Signals)
        {
            _bySignal[HashOf(signal.Id)] = incident.Id;
            Add(_byFinding, (signal.Detector, signal.Entity), incident.Id);
            foreach (var eventId in signal.EventIds)
            {
                Add(_byEvent, eventId, incident.Id);
            }
        }

        foreach (var hash in incident.FoldedSignals)
        {
            _bySignal[hash] = incident.Id;
        }
    }

    private void Unregister(Incident incident)
    {
        foreach (var entity in incident.Entities)
        {
            Remove(_byEntity, entity, incident.Id);
        }

        foreach (var signal in incident.Signals)
        {
            Forget(HashOf(signal.Id), incident.Id);
            Remove(_byFinding, (signal.Detector, signal.Entity), incident.Id);
            foreach (var eventId in signal.EventIds)
            {
                Remove(_byEvent, eventId, incident.Id);
            }
        }

        foreach (var hash in incident.FoldedSignals)
        {
            Forget(hash, incident.Id);
        }
    }

    /// <summary>A signal that moved to the survivor of a merge stays known there.</summary>
    private void Forget(ulong signal, string id)
    {
        if (_bySignal.TryGetValue(signal, out var owner) && owner == id)
        {
            _bySignal.Remove(signal);
        }
    }

    private void ForgetQuietest()
    {
        foreach (var quiet in _byId.Values
            .OrderBy(i => IsOpen(i) && i.Score >= MinorBelowScore)
            .ThenBy(i => i.LastSeenMs)
            .ThenBy(i => i.Id, StringComparer.Ordinal)
            .Take(LeaveAtOnce)
            .ToArray())
        {
            Unregister(quiet);
            _byId.Remove(quiet.Id);
        }
    }
}
