using Soc.Detection;
using Soc.Detection.Risk;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.GrainInterfaces.Entities;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Grains.Entities;

/// <summary>
/// An entity without its grain: skips what is applied, runs the detectors, folds the risk. Deterministic; the oracle of
/// the failure tests runs this same class single-threaded.
/// </summary>
public sealed class EntityCore : ISignalSink
{
    /// <summary>Most latest events kept for a person to look at.</summary>
    public const int MaxRecent = 6;

    /// <summary>Most failures of detectors that are told with their event and their reason; all are counted.</summary>
    public const int MaxNamedFailures = 4;

    /// <summary>Longest host name kept, characters; names are no longer.</summary>
    public const int MaxHostNameChars = 255;

    private const int FirstRecent = 2;

    private readonly IReadOnlyList<IDetector> _detectors;
    private readonly DetectorState?[] _states;
    private List<Signal>? _signals;
    private List<DetectorFailure>? _failures;
    private EntitySnapshot _snapshot;
    private long _duplicatesTaken;
    private long _failuresTaken;

    public EntityCore(EntityKey key, DetectorCatalog catalog)
    {
        Key = key;
        _detectors = catalog.For(key.Kind);
        _states = new DetectorState?[_detectors.Count];
        _snapshot = new EntitySnapshot();
    }

    public EntityKey Key { get; }

    /// <summary>Detector steps that threw, since the start: a defect in a detector must not stop the entity.</summary>
    public long DetectorFailures { get; private set; }

    /// <summary>Events that came a second time with another offset.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Takes a stored state.</summary>
    /// <returns>Signals that were raised and perhaps not handed on.</returns>
    public IReadOnlyList<Signal> Restore(EntitySnapshot snapshot, EntitySnapshotCodec codec)
    {
        _snapshot = snapshot;
        foreach (var slot in snapshot.Detectors)
        {
            for (var i = 0; i < _detectors.Count; i++)
            {
                if (string.Equals(_detectors[i].Id, slot.Detector, StringComparison.Ordinal))
                {
                    _states[i] = codec.Decode(slot);
                }
            }
        }

        var outbox = snapshot.Outbox;
        _snapshot.Detectors = [];
        _snapshot.Outbox = [];
        return outbox;
    }

    /// <param name="codec">Makes the bytes.</param>
    /// <param name="outbox">Signals that are raised and not handed on.</param>
    public byte[] Save(EntitySnapshotCodec codec, IReadOnlyList<Signal>? outbox = null)
    {
        var slots = new List<StateSlot>(_states.Length);
        for (var i = 0; i < _states.Length; i++)
        {
            if (_states[i] is { } state)
            {
                slots.Add(codec.Encode(_detectors[i].Id, state));
            }
        }

        _snapshot.Detectors = [.. slots];
        _snapshot.Outbox = outbox is null ? [] : [.. outbox];
        var bytes = codec.Encode(_snapshot);
        _snapshot.Detectors = [];
        _snapshot.Outbox = [];
        return bytes;
    }

    /// <summary>Applies what is new of a batch.</summary>
    /// <param name="signals">Gets the signals, the last of each id.</param>
    /// <returns>Events applied.</returns>
    public int Apply(EntityBatch batch, ClientPolicy policy, TimeZoneInfo zone, List<Signal> signals)
    {
        List<Signal>? raised = signals;
        return Apply(batch.Partition, batch.Events, policy, zone, ref raised);
    }

    /// <summary>Applies what is new of events in offset order.</summary>
    /// <param name="signals">Gets the signals, the last of each id; made when there is one.</param>
    /// <returns>Events applied.</returns>
    public int Apply(int partition, ReadOnlySpan<EnrichedEvent> events, ClientPolicy policy, TimeZoneInfo zone, ref List<Signal>? signals)
    {
        var context = new DetectionContext(Key, policy, zone);
        var applied = 0;
        foreach (var e in events)
        {
            if (!_snapshot.Applied.TryAdvance(partition, e.Offset))
            {
                continue;
            }

            if (!_snapshot.RecentIds.TryAdd(e.Event.Id))
            {
                Duplicates++;
                continue;
            }

            Step(e, context with { Known = new LearningClock(_snapshot.FirstSeenMs, _snapshot.LastSeenMs) });
            applied++;
        }

        if (_signals is { Count: > 0 })
        {
            foreach (var signal in _signals)
            {
                _snapshot.Risk ??= new EntityRiskState();
                EntityRisk.Add(_snapshot.Risk, signal);
            }

            // A signal that grew within the batch is handed on once, as it is now.
            (signals ??= []).AddRange(_signals.Reverse<Signal>().DistinctBy(s => s.Id, StringComparer.Ordinal).Reverse());
            _signals = null;
        }

        return applied;
    }

    /// <inheritdoc/>
    public void Emit(Signal signal) => (_signals ??= []).Add(signal);

    /// <inheritdoc/>
    public void Failed(string detector, EnrichedEvent e, Exception reason)
    {
        DetectorFailures++;
        if (_failures is not { Count: >= MaxNamedFailures })
        {
            (_failures ??= []).Add(new DetectorFailure(detector, e.Event.Id, reason));
        }
    }

    /// <summary>True when <see cref="TakeCounts"/> has something to tell.</summary>
    public bool HasCounts => Duplicates != _duplicatesTaken || DetectorFailures != _failuresTaken;

    /// <summary>What <see cref="Duplicates"/> and <see cref="DetectorFailures"/> grew by since the last time this was asked.</summary>
    public EntityCounts TakeCounts()
    {
        var grown = new EntityCounts(Duplicates - _duplicatesTaken, DetectorFailures - _failuresTaken, _failures ?? []);
        _failures = null;
        (_duplicatesTaken, _failuresTaken) = (Duplicates, DetectorFailures);
        return grown;
    }

    /// <summary>The domain was usual for this entity before a moment, as far as one of its detectors remembers.</summary>
    public bool IsUsualDomain(string domain, long beforeMs, int learningDays)
    {
        for (var i = 0; i < _detectors.Count; i++)
        {
            if (_detectors[i] is IDestinationMemory memory && memory.IsUsual(_states[i], domain, beforeMs, learningDays))
            {
                return true;
            }
        }

        return false;
    }

    public EntityView View(ClientPolicy policy, TimeZoneInfo zone)
    {
        var context = new DetectionContext(Key, policy, zone);
        var criticality = policy.Criticality.GetValueOrDefault($"{EntityKey.KindName(Key.Kind)}:{Key.Value}", 1);
        var risk = _snapshot.Risk is { } state ? EntityRisk.Evaluate(state, _snapshot.LastSeenMs, criticality) : null;
        var baselines = new List<BaselineView>();
        for (var i = 0; i < _states.Length; i++)
        {
            if (_states[i] is { } detectorState && _detectors[i].Describe(detectorState, context).ToArray() is { Length: > 0 } sentences)
            {
                baselines.Add(new BaselineView(_detectors[i].Id, sentences));
            }
        }

        return new EntityView
        {
            Key = Key,
            Known = _snapshot.EventCount > 0,
            Risk = risk?.Score ?? 0,
            RiskLevel = risk?.Level ?? "info",
            Contributions = risk?.Parts.Select(p => new RiskContribution(p.Detector, p.Score, p.Contribution, p.AtMs, p.Text)).ToArray() ?? [],
            Baselines = [.. baselines],
            Recent = [.. _snapshot.Recent.Take((int)Math.Min(_snapshot.EventCount, MaxRecent)).OrderByDescending(r => r.AtMs).Select(RecentWords.Of)],
            FirstSeenMs = _snapshot.FirstSeenMs,
            LastSeenMs = _snapshot.LastSeenMs,
            EventCount = _snapshot.EventCount,
            HostName = _snapshot.HostName,
        };
    }

    private void Step(EnrichedEvent e, in DetectionContext context)
    {
        for (var i = 0; i < _detectors.Count; i++)
        {
            var detector = _detectors[i];
            try
            {
                if (detector.Wants(e))
                {
                    _states[i] = detector.Step(_states[i], e, context, this);
                }
            }
#pragma warning disable CA1031 // whatever a detector throws, the entity, its other detectors and the partition go on; it is counted and logged
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                Failed(detector.Id, e, thrown);
            }
        }

        Remember(e);
    }

    /// <summary>Several partitions bring events of a device in any order: the newest counts and, of two at one moment, the same whichever comes first.</summary>
    private void Name(SecurityEvent e)
    {
        if (Key.Kind != EntityKind.Device || e.Device?.Hostname is not { Length: > 0 and <= MaxHostNameChars } name
            || e.TimeMs < _snapshot.HostNameMs || string.Equals(name, Key.Value, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (e.TimeMs > _snapshot.HostNameMs || string.CompareOrdinal(name, _snapshot.HostName) > 0)
        {
            _snapshot.HostName = string.Equals(name, _snapshot.HostName, StringComparison.Ordinal) ? _snapshot.HostName : name;
            _snapshot.HostNameMs = e.TimeMs;
        }
    }

    private void Remember(EnrichedEvent e)
    {
        Name(e.Event);
        var at = e.Event.TimeMs;
        _snapshot.EventCount++;
        _snapshot.FirstSeenMs = _snapshot.FirstSeenMs == 0 ? at : Math.Min(_snapshot.FirstSeenMs, at);
        _snapshot.LastSeenMs = Math.Max(_snapshot.LastSeenMs, at);
        var item = new RecentItem(
            at, e.Event.Id, e.Event.Class, e.Event.ActivityId, e.Event.Status, e.Src.Egress,
            PooledName.Of(e.Event.Source), PackedIp.Of(e.Src.Ip), PooledName.Of(e.Src.Geo?.Country), PooledName.Of(e.Src.Geo?.City));
        if (_snapshot.EventCount > _snapshot.Recent.Length && _snapshot.Recent.Length < MaxRecent)
        {
            // In two steps: many entities have one or two events only, and each step is garbage that was alive for a while.
            var larger = new RecentItem[_snapshot.Recent.Length == 0 ? FirstRecent : MaxRecent];
            _snapshot.Recent.CopyTo(larger, 0);
            _snapshot.Recent = larger;
        }

        _snapshot.Recent[(int)((_snapshot.EventCount - 1) % _snapshot.Recent.Length)] = item;
    }
}
