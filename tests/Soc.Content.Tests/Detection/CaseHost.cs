using Orleans.Serialization;
using Soc.Detection;
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
            if (CaseEventBuilder.EntityOf(e.Event, _detector.EntityKind) is { } entity && _detector.Wants(e))
            {
                var context = new DetectionContext(entity, policy, _zone);
                if (_detector.Step(_states.GetValueOrDefault(entity), e, context, this) is { } state)
                {
                    _states[entity] = state;
                }
            }
        }
    }

    /// <summary>The checkpoint: offset and states as bytes.</summary>
    public (long Offset, Dictionary<EntityKey, byte[]> States) Save() =>
        (_appliedOffset, _states.ToDictionary(s => s.Key, s => serializer.SerializeToArray<DetectorState>(s.Value)));

    public void Load((long Offset, Dictionary<EntityKey, byte[]> States) checkpoint)
    {
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
