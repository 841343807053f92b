using Soc.Detection.SignIns;
using Soc.Model.Entities;

namespace Soc.Detection.Network;

/// <summary>Base of the detectors that read what agents and firewalls see of a network: an event without a time that makes sense is none of theirs.</summary>
public abstract class NetworkDetector<TState>(string id, EntityKind entityKind) : Detector<TState>
    where TState : DetectorState, new()
{
    public sealed override string Id => id;

    public sealed override EntityKind EntityKind => entityKind;

    public sealed override bool Wants(EnrichedEvent e) => Matters(e) && SignIn.HasUsableTime(e.Event);

    /// <summary>As <see cref="IDetector.Wants"/>, whatever the event's time.</summary>
    protected abstract bool Matters(EnrichedEvent e);
}
