using Soc.Model.Entities;

namespace Soc.Detection;

/// <summary>Base of every detector: types the state.</summary>
public abstract class Detector<TState> : IDetector
    where TState : DetectorState, new()
{
    public abstract string Id { get; }

    public abstract EntityKind EntityKind { get; }

    public Type StateType => typeof(TState);

    public abstract bool Wants(EnrichedEvent e);

    public DetectorState? Step(DetectorState? state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        if (state is null && !Opens(e))
        {
            return null;
        }

        // A state of another type is an older version's: start anew rather than misread it.
        var typed = state as TState ?? new TState();
        Step(typed, e, context, sink);
        return typed;
    }

    public IEnumerable<string> Describe(DetectorState state, in DetectionContext context) =>
        state is TState typed ? Describe(typed, context) : [];

    /// <summary>False for an event that matters only to an entity with a state already: it makes none. Most users never fail a sign-in.</summary>
    protected virtual bool Opens(EnrichedEvent e) => true;

    protected abstract void Step(TState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink);

    protected abstract IEnumerable<string> Describe(TState state, in DetectionContext context);
}
