using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>An incident while a batch of signals is being worked in.</summary>
internal sealed class IncidentDraft
{
    private readonly HashSet<ulong> _folded = [];

    /// <summary>As it was before the batch; null when the batch made it.</summary>
    public Incident? Stored { get; }

    public Incident Current { get; private set; }

    private IncidentDraft(Incident? stored, Incident current)
    {
        Stored = stored;
        Current = current;
        _folded.UnionWith(current.FoldedSignals);
    }

    public static IncidentDraft Of(Incident stored) => new(stored, stored);

    public static IncidentDraft New(string id, Signal first, string? continues, long nowMs) => new(null, new Incident
    {
        Id = id,
        Client = first.Entity.Client,
        FirstSeenMs = first.FirstMs,
        LastSeenMs = first.AtMs,
        DetectedAtMs = nowMs,
        LatencyMs = Math.Max(0, nowMs - first.AtMs),
        Continues = continues,
    });

    /// <summary>Adds a signal, or puts it in the place of its earlier version. False when nothing changed.</summary>
    public bool Take(Signal signal)
    {
        var hash = IncidentIndex.HashOf(signal.Id);
        var known = Array.Exists(Current.Signals, s => s.Id == signal.Id);
        var wasFolded = !known && _folded.Contains(hash);
        var kept = Current.Signals.Where(s => s.Id != signal.Id).Append(signal);
        var (signals, left) = Strongest(kept);
        var isLeftOut = Array.Exists(left, s => s.Id == signal.Id);
        if (isLeftOut && (wasFolded || _folded.Count >= Incident.MaxFoldedSignals))
        {
            return false;
        }

        _folded.Remove(hash);
        Fold(left);
        Set(signals, Current.SignalCount + (known || wasFolded ? 0 : 1));
        return true;
    }

    public void Absorb(IncidentDraft other)
    {
        var (signals, left) = Strongest(Current.Signals.Concat(other.Current.Signals));
        _folded.UnionWith(other._folded.Take(Math.Max(0, Incident.MaxFoldedSignals - _folded.Count)));
        Fold(left);
        Current = Current with
        {
            FirstSeenMs = Math.Min(Current.FirstSeenMs, other.Current.FirstSeenMs),
            LastSeenMs = Math.Max(Current.LastSeenMs, other.Current.LastSeenMs),
            Continues = Current.Continues ?? other.Current.Continues,
            TookIn = WithThoseOf(other),
        };
        Set(signals, Current.SignalCount + other.Current.SignalCount);
    }

    /// <summary>Entities in the order of the events: first what the signals are about, then whom they name beside.</summary>
    public static EntityKey[] EntitiesOf(IReadOnlyList<Signal> signals) =>
        signals.SelectMany(LinkRules.PrimaryOf)
            .Concat(signals.SelectMany(s => s.Related))
            .Where(k => k.Kind != EntityKind.Client)
            .Distinct()
            .Take(Incident.MaxEntities)
            .ToArray();

    /// <summary>Number of entities that signals are about; those only named beside them may be left out.</summary>
    public static int CountPrimary(IEnumerable<Signal> signals) =>
        signals.SelectMany(LinkRules.PrimaryOf).Where(k => k.Kind != EntityKind.Client).Distinct().Count();

    private string[] WithThoseOf(IncidentDraft other)
    {
        var more = other.Stored is null ? other.Current.TookIn : other.Current.TookIn.Append(other.Current.Id);
        return [.. Current.TookIn.Concat(more).Distinct(StringComparer.Ordinal).TakeLast(Incident.MaxTookIn)];
    }

    private static (Signal[] Kept, Signal[] Left) Strongest(IEnumerable<Signal> signals)
    {
        var all = signals.ToArray();
        if (all.Length <= Incident.MaxSignals)
        {
            return (InTime(all), []);
        }

        var ranked = all.OrderByDescending(s => s.Score).ThenBy(s => s.AtMs).ThenBy(s => s.Id, StringComparer.Ordinal).ToArray();
        return (InTime(ranked.Take(Incident.MaxSignals)), ranked[Incident.MaxSignals..]);
    }

    private static Signal[] InTime(IEnumerable<Signal> signals) =>
        signals.OrderBy(s => s.AtMs).ThenBy(s => s.Id, StringComparer.Ordinal).ToArray();

    private void Fold(Signal[] left)
    {
        foreach (var signal in left)
        {
            if (_folded.Count < Incident.MaxFoldedSignals)
            {
                _folded.Add(IncidentIndex.HashOf(signal.Id));
            }
        }
    }

    private void Set(Signal[] signals, int count) => Current = Current with
    {
        Signals = signals,
        SignalCount = count,
        FoldedSignals = _folded.Count == 0 ? [] : [.. _folded.Order()],
        Entities = EntitiesOf(signals),
        FirstSeenMs = signals.Aggregate(Current.FirstSeenMs, (first, s) => Math.Min(first, s.FirstMs)),
        LastSeenMs = signals.Aggregate(Current.LastSeenMs, (last, s) => Math.Max(last, s.AtMs)),
    };
}
