using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>One call's worth of signals being worked into the incidents.</summary>
internal sealed class CorrelationBatch(IncidentIndex index, WaitingSignals waiting, LinkRules rules, CorrelatorOptions options, long nowMs)
{
    private readonly Dictionary<string, IncidentDraft> _changed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _mergedInto = new(StringComparer.Ordinal);

    private readonly Dictionary<string, Signal> _waits = new(StringComparer.Ordinal);
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);

    public void Take(Signal signal)
    {
        var home = index.FindBySignal(signal.Id);
        if (home is null)
        {
            Add(signal);
        }
        else if (IncidentIndex.IsOpen(home))
        {
            Update(home, signal);
        }
    }

    public CorrelationResult Finish(ClientPolicy policy, TimeZoneInfo zone)
    {
        var standing = new List<Incident>();
        var redirects = new List<Incident>();
        foreach (var draft in _changed.Values)
        {
            if (!_mergedInto.ContainsKey(draft.Current.Id))
            {
                standing.Add(Rendering.Render(draft.Current with { Version = VersionAfter(draft) }, FindContinued(draft.Current), policy, zone));
            }
            else if (draft.Stored is { } stored)
            {
                var survivor = SurvivorOf(stored.Id);
                redirects.Add(stored with
                {
                    MergedInto = survivor,
                    Version = VersionAfter(draft),
                    Escalation = new Escalation(EscalationDecision.None, $"Part of incident {survivor} now, which decides.", stored.Escalation.Late),
                });
            }
        }

        // The survivor first: a redirect that is stored must never point to what is not.
        var result = standing.OrderBy(i => i.DetectedAtMs).ThenBy(i => i.FirstSeenMs).ThenBy(i => i.Id, StringComparer.Ordinal)
            .Concat(redirects.OrderBy(i => i.Id, StringComparer.Ordinal))
            .ToArray();
        foreach (var incident in result)
        {
            index.Put(incident);
        }

        var joined = _left
            .Select(id => (Id: id, Home: index.FindBySignal(id)))
            .Where(j => j.Home is not null)
            .ToDictionary(j => j.Id, j => j.Home!.Id, StringComparer.Ordinal);
        return new CorrelationResult(result, _waits.Values, joined);
    }

    private static long VersionAfter(IncidentDraft draft) => (draft.Stored?.Version ?? 0) + 1;

    private static bool CanMerge(Incident a, Incident b) =>
        IncidentIndex.IsOpen(a)
        && IncidentIndex.IsOpen(b)
        && a.Verdict == b.Verdict
        && a.Entities.Union(b.Entities).Count() <= Incident.MaxEntities;

    private static bool HasRoomFor(Incident incident, Signal signal) =>
        // Another window of the same finding is always at home there, however many it names.
        Array.Exists(incident.Signals, s => s.Entity == signal.Entity && s.Detector == signal.Detector)
        || IncidentDraft.CountPrimary(incident.Signals.Append(signal)) <= Incident.MaxEntities;

    /// <summary>Who survives a merge: what people may have seen already, then what was there first.</summary>
    private static IEnumerable<Incident> OldestFirst(IEnumerable<Incident> incidents) => incidents
        .OrderBy(i => i.Version == 0)
        .ThenBy(i => i.DetectedAtMs)
        .ThenBy(i => i.FirstSeenMs)
        .ThenBy(i => i.Id, StringComparer.Ordinal);

    private void Add(Signal signal)
    {
        if (waiting.Find(signal.Id) is { } earlier)
        {
            if (!SignalNews.IsNews(earlier, signal))
            {
                return;
            }

            signal = SignalNews.Combine(earlier, signal);
        }

        var linked = Linked(signal);
        var candidates = OldestFirst(linked.Where(IncidentIndex.IsOpen)).ToArray();
        var home = Array.Find(candidates, c => HasRoomFor(c, signal));
        if (home is null && !Opens(signal) && !OpensTogether(signal))
        {
            waiting.Put(signal);
            _waits[signal.Id] = signal;
            return;
        }

        Leave(signal);
        var draft = home is null
            ? IncidentDraft.New(Correlator.IdFrom(signal), signal, Earlier(linked), nowMs)
            : DraftOf(home);
        if (draft.Take(signal))
        {
            Keep(draft);
            Merge(draft, candidates);
        }

        Join(signal);
    }

    /// <summary>By what the finding weighed before its harmless reading, the client's context or earlier verdicts made it lighter.</summary>
    private bool Opens(Signal signal) =>
        signal.Score
        + signal.EvidenceAgainst.Where(e => signal.BenignReading is not null || ContextFacts.IsContext(e.Fact)).Sum(e => e.Weight)
        >= options.OpensFromScore;

    private bool OpensTogether(Signal signal)
    {
        var others = waiting.ComponentOf(signal, rules).Where(s => s.Id != signal.Id).ToList();
        return others.Count > 0 && IncidentScore.Of([signal, .. others]) >= options.OpensFromScore;
    }

    /// <summary>What waited for a signal like this one comes into its incident, and what waited for that.</summary>
    private void Join(Signal signal)
    {
        foreach (var waited in waiting.ComponentOf(signal, rules))
        {
            // One that an earlier of them drew in has its incident, and must not get another.
            if (waiting.Find(waited.Id) is not null)
            {
                Leave(waited);
                Add(waited);
            }
        }
    }

    private void Leave(Signal signal)
    {
        if (waiting.Remove(signal.Id) && !_waits.Remove(signal.Id))
        {
            _left.Add(signal.Id);
        }
    }

    private void Update(Incident home, Signal signal)
    {
        var known = Array.Find(home.Signals, s => s.Id == signal.Id);
        if (known is not null && !SignalNews.IsNews(known, signal))
        {
            return;
        }

        var next = known is null ? signal : SignalNews.Combine(known, signal);
        var draft = DraftOf(home);
        if (draft.Take(next))
        {
            Keep(draft);
            Merge(draft, OldestFirst(Linked(next).Where(IncidentIndex.IsOpen)).ToArray());
            Join(next);
        }
    }

    /// <summary>Draws the incidents that the draft's newest signal links into one, as far as the guards let.</summary>
    private void Merge(IncidentDraft draft, Incident[] linked)
    {
        foreach (var candidate in linked)
        {
            if (candidate.Id == draft.Current.Id || !CanMerge(draft.Current, candidate))
            {
                continue;
            }

            var other = DraftOf(candidate);
            var survivor = OldestFirst([draft.Current, other.Current]).First().Id == draft.Current.Id ? draft : other;
            var absorbed = survivor == draft ? other : draft;
            survivor.Absorb(absorbed);
            _mergedInto[absorbed.Current.Id] = survivor.Current.Id;
            _changed[absorbed.Current.Id] = absorbed;
            index.Remove(absorbed.Current.Id);
            if (absorbed.Stored is { } stored)
            {
                index.Put(stored with { MergedInto = survivor.Current.Id });
            }

            Keep(survivor);
            draft = survivor;
        }
    }

    private IncidentDraft DraftOf(Incident incident) =>
        _changed.TryGetValue(incident.Id, out var draft) ? draft : IncidentDraft.Of(incident);

    private void Keep(IncidentDraft draft)
    {
        _changed[draft.Current.Id] = draft;
        index.Put(draft.Current);
    }

    /// <summary>Incidents, closed ones too, with a signal of the same cause.</summary>
    private List<Incident> Linked(Signal signal)
    {
        var ties = rules.TiesOf(signal);
        IEnumerable<EntityKey> keys = ties.IsPattern ? ties.Strong.Union(ties.Weak) : ties.Strong;
        return keys.SelectMany(index.With)
            .Concat(signal.EventIds.SelectMany(index.With))
            .Concat(index.WithDetector(signal))
            .DistinctBy(i => i.Id, StringComparer.Ordinal)
            .Where(i => Array.Exists(i.Signals, s => s.Id != signal.Id && rules.AreLinked(ties, rules.TiesOf(s))))
            .ToList();
    }

    private static string? Earlier(List<Incident> linked) => linked
        .Where(i => i.Status == IncidentStatus.Closed && i.MergedInto is null)
        .OrderByDescending(i => i.LastSeenMs)
        .ThenBy(i => i.Id, StringComparer.Ordinal)
        .FirstOrDefault()?.Id;

    private Incident? FindContinued(Incident incident) => incident.Continues is { } id ? index.Find(id) : null;

    private string SurvivorOf(string id)
    {
        while (_mergedInto.TryGetValue(id, out var next))
        {
            id = next;
        }

        return id;
    }
}
