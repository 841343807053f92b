using Orleans.Serialization;
using Soc.Detection;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Content.Tests.Detection;

/// <summary>Does with one detector what the entities do: a state for each entity, and a batch that came before is skipped by its offsets.</summary>
internal sealed class CaseHost(IDetector caseDetector, ClientPolicy policy, Serializer serializer) : ISignalSink
{
    private readonly IDetector _detector = DetectorFolders.Runnable(caseDetector);
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(policy.TimeZone);
    private readonly Dictionary<EntityKey, DetectorState> _states = [];
    private readonly Dictionary<EntityKey, LearningClock> _known = [];
    private long _appliedOffset;

    /// <summary>All that was emitted, in order.</summary>
    public List<Signal> Emitted { get; } = [];

    /// <summary>The last of each id, in the order of the ids' first appearance.</summary>
    public IReadOnlyList<Signal> Signals =>
        [.. Emitted.GroupBy(s => s.Id, StringComparer.Ordinal).Select(g => g.Last())];

    public void Emit(Signal signal) => Emitted.Add(signal);

    public void Deliver(ReadOnlySpan<EnrichedEvent> batch)
    {
        foreach (var e in batch)
        {
            if (e.Offset <= _appliedOffset)
            {
                continue;
            }

            _appliedOffset = e.Offset;
            if (CaseEventBuilder.EntityOf(e.Event, _detector.EntityKind) is not { } entity)
            {
                continue;
            }

            var known = _known.GetValueOrDefault(entity);
            var context = new DetectionContext(entity, policy, _zone) { Known = known };
            if (_detector.Wants(e) && _detector.Step(_states.GetValueOrDefault(entity), e, context, this) is { } state)
            {
                _states[entity] = state;
            }

            var at = e.Event.TimeMs;
            _known[entity] = known.IsEmpty ? new LearningClock(at, at) : new LearningClock(Math.Min(known.SinceMs, at), Math.Max(known.LastMs, at));
        }
    }

    /// <summary>The checkpoint: offset and states as bytes.</summary>
    public (long Offset, Dictionary<EntityKey, byte[]> States, Dictionary<EntityKey, LearningClock> Known) Save() =>
        (_appliedOffset, _states.ToDictionary(s => s.Key, s => serializer.SerializeToArray<DetectorState>(s.Value)), new(_known));

    public void Load((long Offset, Dictionary<EntityKey, byte[]> States, Dictionary<EntityKey, LearningClock> Known) checkpoint)
    {
        _known.Clear();
        foreach (var (entity, known) in checkpoint.Known)
        {
            _known[entity] = known;
        }

        _appliedOffset = checkpoint.Offset;
        _states.Clear();
        foreach (var (entity, bytes) in checkpoint.States)
        {
            _states[entity] = serializer.Deserialize<DetectorState>(bytes)!;
        }
    }

    /// <summary>What the detector says that it has learned of every entity.</summary>
    public string[] Describe() =>
        [.. _states.SelectMany(s => _detector.Describe(s.Value, new DetectionContext(s.Key, policy, _zone)))];
}
