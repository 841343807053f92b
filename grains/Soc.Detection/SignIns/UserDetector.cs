using Soc.Model.Entities;

namespace Soc.Detection.SignIns;

/// <summary>Base of the detectors of a user, which share a <see cref="SignInMemory"/>; a memory of their own they make only when they need it.</summary>
public abstract class UserDetector<TState> : IDetector
    where TState : DetectorState
{
    public abstract string Id { get; }

    public EntityKind EntityKind => EntityKind.User;

    public Type StateType => typeof(TState);

    public bool Wants(EnrichedEvent e) => Wants(SignIn.Of(e));

    public DetectorState? Step(DetectorState? state, EnrichedEvent e, in DetectionContext context, ISignalSink sink) =>
        Step(
            state as TState,
            SignIn.Of(e),
            context.Memory ?? throw new InvalidOperationException($"{Id} runs within {nameof(UserDetectors)}, which gives it the user's memory."),
            context,
            sink);

    public IEnumerable<string> Describe(DetectorState state, in DetectionContext context) =>
        state is TState typed ? Describe(typed, context) : [];

    protected abstract bool Wants(SignIn s);

    /// <summary>Takes one event.</summary>
    /// <param name="state">Its own memory; null when it has none for this user.</param>
    /// <param name="s">The event, read.</param>
    /// <param name="memory">What is known of the user before this event.</param>
    /// <returns>The memory to keep; null when it still needs none.</returns>
    protected abstract TState? Step(TState? state, SignIn s, SignInMemory memory, in DetectionContext context, ISignalSink sink);

    protected virtual IEnumerable<string> Describe(TState state, in DetectionContext context) => [];
}
