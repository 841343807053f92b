using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>
/// Minor findings of one client that belong to no incident yet: each waits until something of the same cause makes it part of a story.
/// In memory; what is stored of them is more, and is what this is rebuilt from after a restart.
/// </summary>
public sealed class WaitingSignals
{
    /// <summary>Most that wait; then an eighth leaves, what happened first leaves first. They stay stored and searchable.</summary>
    public const int Max = 4096;

    private readonly Dictionary<string, Signal> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<EntityKey, List<Signal>> _byEntity = [];
    private readonly Dictionary<EventId, List<Signal>> _byEvent = [];

    public int Count => _byId.Count;

    public IReadOnlyCollection<Signal> All => _byId.Values;

    public static WaitingSignals Rebuild(IEnumerable<Signal> signals)
    {
        var waiting = new WaitingSignals();
        foreach (var signal in signals)
        {
            waiting.Put(signal);
        }

        return waiting;
    }

    public Signal? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Takes a signal, in place of an earlier version of it.</summary>
    public void Put(Signal signal)
    {
        Remove(signal.Id);
        if (_byId.Count >= Max)
        {
            ForgetOldest();
        }

        _byId.Add(signal.Id, signal);
        foreach (var key in KeysOf(signal))
        {
            Add(_byEntity, key, signal);
        }

        foreach (var eventId in signal.EventIds.Distinct())
        {
            Add(_byEvent, eventId, signal);
        }
    }

    public bool Remove(string id)
    {
        if (!_byId.Remove(id, out var signal))
        {
            return false;
        }

        foreach (var key in KeysOf(signal))
        {
            Remove(_byEntity, key, signal);
        }

        foreach (var eventId in signal.EventIds.Distinct())
        {
            Remove(_byEvent, eventId, signal);
        }

        return true;
    }

    /// <summary>Those of one cause with a signal, directly or by each other, in the order in which they are reached.</summary>
    internal List<Signal> ComponentOf(Signal signal, LinkRules rules)
    {
        var found = new List<Signal>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { signal.Id };
        var next = new Queue<Signal>([signal]);
        while (next.TryDequeue(out var from) && found.Count < Model.Incidents.Incident.MaxSignals)
        {
            var ties = rules.TiesOf(from);
            foreach (var near in Near(from)
                .Where(n => !seen.Contains(n.Id) && rules.AreLinked(ties, rules.TiesOf(n)))
                .DistinctBy(n => n.Id, StringComparer.Ordinal)
                .OrderBy(n => n.AtMs)
                .ThenBy(n => n.Id, StringComparer.Ordinal)
                .ToArray())
            {
                seen.Add(near.Id);
                found.Add(near);
                next.Enqueue(near);
            }
        }

        return found;
    }

    private static HashSet<EntityKey> KeysOf(Signal signal) =>
        [.. LinkRules.PrimaryOf(signal).Concat(signal.Related).Where(k => k.Kind != EntityKind.Client || k == signal.Entity)];

    private static void Add<TKey>(Dictionary<TKey, List<Signal>> map, TKey key, Signal signal)
        where TKey : notnull
    {
        if (!map.TryGetValue(key, out var signals))
        {
            map.Add(key, signals = []);
        }

        signals.Add(signal);
    }

    private static void Remove<TKey>(Dictionary<TKey, List<Signal>> map, TKey key, Signal signal)
        where TKey : notnull
    {
        if (map.TryGetValue(key, out var signals) && signals.Remove(signal) && signals.Count == 0)
        {
            map.Remove(key);
        }
    }

    private IEnumerable<Signal> Near(Signal signal) =>
        KeysOf(signal).SelectMany(k => _byEntity.GetValueOrDefault(k) ?? [])
            .Concat(signal.EventIds.SelectMany(e => _byEvent.GetValueOrDefault(e) ?? []));

    private void ForgetOldest()
    {
        foreach (var old in _byId.Values.OrderBy(s => s.AtMs).ThenBy(s => s.Id, StringComparer.Ordinal).Take(Max / 8).ToArray())
        {
            Remove(old.Id);
        }
    }
}
