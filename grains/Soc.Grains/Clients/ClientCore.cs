using Soc.Detection;
using Soc.Detection.Baseline;
using Soc.Detection.Correlation;
using Soc.Grains.Entities;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Entities;
using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Grains.Clients;

/// <summary>A client without its grain: what is normal here, the funnel, and which signals are one incident. Deterministic.</summary>
public sealed class ClientCore
{
    private readonly Correlator _correlator = new();
    private readonly EntityCore _entity;
    private ClientSnapshot _snapshot = new();
    private long _watermarkMs;

    public ClientCore(string client, DetectorCatalog catalog)
    {
        _entity = new EntityCore(EntityKey.ForClient(client), catalog);
        Index = IncidentIndex.Rebuild([]);
    }

    /// <summary>Incidents that signals can still join.</summary>
    public IncidentIndex Index { get; private set; }

    /// <inheritdoc cref="ClientSnapshot.EngagedMs"/>
    public long EngagedMs
    {
        get => _snapshot.EngagedMs;
        set => _snapshot.EngagedMs = Math.Max(_snapshot.EngagedMs, value);
    }

    /// <summary>Takes a stored state.</summary>
    /// <returns>Signals of its own detectors that were perhaps not handed on.</returns>
    public IReadOnlyList<Signal> Restore(ClientSnapshot snapshot, EntitySnapshotCodec codec)
    {
        _snapshot = snapshot;
        if (snapshot.Entity is { } bytes)
        {
            _entity.Restore(codec.Decode(bytes), codec);
        }

        return snapshot.Own;
    }

    /// <param name="codec">Makes the bytes of what is an entity in it.</param>
    /// <param name="own">Signals of its own detectors that are not handed on.</param>
    public ClientSnapshot Save(EntitySnapshotCodec codec, IReadOnlyList<Signal>? own = null)
    {
        _snapshot.Entity = _entity.Save(codec);
        _snapshot.Own = own is null ? [] : [.. own];
        return _snapshot;
    }

    /// <summary>Minor findings that wait for an incident.</summary>
    public WaitingSignals Waiting { get; private set; } = new();

    /// <summary>Takes incidents and waiting findings as they are stored: at the start, and after a store failed in the middle.</summary>
    public void Rebuild(IEnumerable<Incident> incidents, IEnumerable<Signal> waiting)
    {
        Index = IncidentIndex.Rebuild(incidents);

        // One that joined an incident just before a crash may still be stored as waiting.
        Waiting = WaitingSignals.Rebuild(waiting.Where(s => Index.FindBySignal(s.Id) is null));
    }

    /// <summary>True when <see cref="TakeCounts"/> has something to tell.</summary>
    public bool HasCounts => _entity.HasCounts;

    /// <summary>Steps of the client's own detectors that threw. Events that came twice are counted where their user or device is.</summary>
    public EntityCounts TakeCounts() => _entity.TakeCounts() with { Duplicates = 0 };

    /// <summary>Takes observations unless they were taken before; true when anything changed.</summary>
    /// <param name="signals">Gets the signals of the client's own detectors.</param>
    public bool Observe(ClientObservations observations, ClientPolicy policy, TimeZoneInfo zone, List<Signal> signals)
    {
        // After a crash the log is read again with other borders: what was counted is known by each receipt's own offset.
        var counted = _snapshot.Observed.Of(observations.Partition);
        if (!_snapshot.Observed.TryAdvance(observations.Partition, observations.LastOffset))
        {
            return false;
        }

        foreach (var receipt in observations.Receipts.Where(r => r.Offset > counted))
        {
            _snapshot.Funnel.Add(receipt.Receipt);
            foreach (var count in receipt.Receipt.Counts)
            {
                // A clock that runs ahead must not close what is still going on.
                _watermarkMs = Math.Max(_watermarkMs, Math.Min(count.LastEventMs, receipt.Receipt.ReceivedMs));
            }
        }

        foreach (var fact in observations.Facts)
        {
            ClientProfile.Observe(_snapshot.Profile, fact.Kind, fact.Value, fact.User, fact.AtMs);
        }

        if (observations.Events.Length > 0)
        {
            _entity.Apply(new EntityBatch(observations.Partition, observations.Events), policy, zone, signals);
        }

        return true;
    }

    /// <summary>Ties signals to incidents; gives back what changed.</summary>
    public CorrelationResult Accept(IReadOnlyList<Signal> signals, ClientPolicy policy, TimeZoneInfo zone, long nowMs)
    {
        var inContext = signals.Select(s => ClientContext.Apply(Known(s, policy, nowMs), _snapshot.Profile, _snapshot.Verdicts, policy, zone)).ToArray();
        return _correlator.Accept(Index, Waiting, inContext, policy, zone, nowMs);
    }

    // What only the client can say of a finding: when it was known here, and what of it is usual here.
    private Signal Known(Signal signal, ClientPolicy policy, long nowMs) => signal with
    {
        Times = signal.Times ?? new SignalTimes(signal.AtMs, signal.ReceivedMs, nowMs),
        UsualDomains = [.. signal.Related
            .Where(k => k.Kind == EntityKind.Domain && _entity.IsUsualDomain(k.Value, signal.FirstMs, policy.LearningDays))
            .Select(k => k.Value)],
    };

    /// <summary>Closes incidents that the context explains and that nothing can join any more; gives back those to store.</summary>
    public IReadOnlyList<Incident> CloseExplained() => _correlator.CloseExplained(Index, _watermarkMs);

    /// <summary>Sets a verdict, the same incident when the note changes nothing; what it teaches is taken by <see cref="Learn"/> once it is stored.</summary>
    public Incident Judge(Incident incident, VerdictNote note)
    {
        var next = VerdictRules.Apply(incident, note);
        Index.Put(next);
        return next;
    }

    /// <summary>Learns from a verdict on the incident as it was before it.</summary>
    public void Learn(Incident incident, VerdictNote note) => VerdictMemory.Learn(_snapshot.Verdicts, incident, note);

    public IReadOnlyList<Model.Ingest.IngestCount> Funnel(long sinceMs) => _snapshot.Funnel.Since(sinceMs);

    /// <summary>What is known of the client itself. Its events are all that came, not only those that its own detectors asked for.</summary>
    public EntityView View(ClientPolicy policy, TimeZoneInfo zone)
    {
        var view = _entity.View(policy, zone);
        var rows = Funnel(0);
        return rows.Count == 0 ? view : view with
        {
            Known = true,
            EventCount = rows.Sum(r => r.Events),
            LastSeenMs = Math.Max(view.LastSeenMs, rows.Max(r => r.LastEventMs)),
        };
    }
}
