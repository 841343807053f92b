using Soc.Detection;
using Soc.Detection.SignIns;
using Soc.Model.Entities;

namespace Soc.Chaos.Poison;

/// <summary>A detector with a defect: it throws on every event of one device, and on no other.</summary>
/// <param name="kind">Whose events it reads.</param>
/// <param name="throwsWhenAsked">It throws when it is asked whether it wants the event, not when it takes it.</param>
public sealed class PoisonousDetector(EntityKind kind, bool throwsWhenAsked) : IDetector
{
    /// <summary>Of the device.</summary>
    public const string DeviceName = "OTHER-1";

    public const string Reason = "A defect of a detector.";

    public string Id => $"poison_{EntityKey.KindName(kind)}_{(throwsWhenAsked ? "asked" : "step")}";

    public EntityKind EntityKind => kind;

    public Type StateType => typeof(NoState);

    public bool Wants(EnrichedEvent e) =>
        string.Equals(e.Event.Device?.Hostname, DeviceName, StringComparison.OrdinalIgnoreCase) && (throwsWhenAsked ? throw new InvalidCastException(Reason) : true);

    public DetectorState? Step(DetectorState? state, EnrichedEvent e, in DetectionContext context, ISignalSink sink) => throw new InvalidCastException(Reason);

    public IEnumerable<string> Describe(DetectorState state, in DetectionContext context) => [];
}
