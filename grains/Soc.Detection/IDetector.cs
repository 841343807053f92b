using Soc.Model.Entities;

namespace Soc.Detection;

/// <summary>
/// A detector: deterministic, stateless itself (all memory is in its state), safe for concurrent use by many entities.
/// Derive from <see cref="Detector{TState}"/>.
/// </summary>
public interface IDetector
{
    /// <summary>Snake case, unique ("impossible_travel"); equals the id in the folder's detector.json.</summary>
    string Id { get; }

    /// <summary>The kind of entity whose events it reads.</summary>
    EntityKind EntityKind { get; }

    /// <summary>Type of its state, for the checkpoint.</summary>
    Type StateType { get; }

    /// <summary>True when this event could matter to it; cheap, and depends on nothing but the event. A detector whose answer is always false for an entity never gets a state there.</summary>
    bool Wants(EnrichedEvent e);

    /// <summary>Takes one event. Events of an entity come in log order, which is not event-time order.</summary>
    /// <param name="state">Its state for this entity, or null the first time; returns the state to keep.</param>
    DetectorState? Step(DetectorState? state, EnrichedEvent e, in DetectionContext context, ISignalSink sink);

    /// <summary>What this detector has learned of the entity, in sentences for a person; empty when nothing.</summary>
    IEnumerable<string> Describe(DetectorState state, in DetectionContext context);
}
