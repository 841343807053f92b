using Soc.Model.Response;
using Soc.Response.Operations;
using static Soc.Response.Tests.Operations.Some;

namespace Soc.Response.Tests.Operations;

/// <summary>A whole life: asked, agreed, done, verified, made longer, ended, not undone at once, undone; with every state on its way, and how it goes on from any of them.</summary>
internal static class OperationLife
{
    private const int MaxSteps = 200;

    /// <summary>Every state, with the moment in which it came about.</summary>
    public static IReadOnlyList<(OperationState State, long AtMs)> States()
    {
        var states = new List<(OperationState State, long AtMs)>();
        var now = Night;
        var state = Take(Proposed(Block() with { NeedsApproval = true, EndsByItself = true }));
        Take(OperationCore.Guards(state, Yes, now, Times).State);
        now += Minute;
        Take(OperationCore.Approve(state, Anna, state.ApprovalHash, now, Times).State);
        Take(Answer(state, Outcome(ContainmentOutcomeKind.Confirmed, prior: "open"), now));
        Take(OperationCore.Guards(state, Yes, now, Times).State);
        Take(Answer(state, Outcome(ContainmentOutcomeKind.Pending), now));
        now = state.NextMs;
        Take(OperationCore.Tick(state, now, Times).State);
        Take(Answer(state, Outcome(ContainmentOutcomeKind.Confirmed), now));
        now += Minute;
        Take(OperationCore.Extend(state, Anna, state.UntilMs + (30 * Minute), "It goes on.", now, Times).State);
        Take(Answer(state, Outcome(ContainmentOutcomeKind.Confirmed), now));
        Take(OperationCore.Guards(state, Yes, now, Times).State);
        Take(Answer(state, Outcome(ContainmentOutcomeKind.Unverified), now));
        now = state.NextMs;
        Take(OperationCore.Tick(state, now, Times).State);
        Take(Answer(state, Outcome(ContainmentOutcomeKind.Confirmed), now));
        now += Minute;
        Take(OperationCore.End(state, Anna, isUndo: true, "That is ours.", now, Times).State);
        for (var i = 0; i < OperationTimes.RevertsUntilTold; i++)
        {
            Take(Answer(state, Outcome(ContainmentOutcomeKind.Failed, isTransient: true), now));
            now = state.NextMs;
            Take(OperationCore.Tick(state, now, Times).State);
        }

        Take(Answer(state, Outcome(ContainmentOutcomeKind.Confirmed), now));
        return states;

        OperationState Take(OperationState next)
        {
            states.Add((next, now));
            return state = next;
        }
    }

    /// <summary>All goes well from here on, and nobody wants anything.</summary>
    /// <param name="state">Where it stands.</param>
    /// <param name="nowMs">When.</param>
    /// <param name="callerIsDead">Nobody answers to the call that is on its way.</param>
    public static (OperationState End, long AtMs, int Applies) GoOn(OperationState state, long nowMs, bool callerIsDead)
    {
        var applies = state.Applies;
        var dead = callerIsDead ? state.Call?.Number : null;
        for (var i = 0; i < MaxSteps && !OperationStatuses.IsFinal(state.Status); i++)
        {
            if (state.NeedsGuards)
            {
                state = OperationCore.Guards(state, Yes, nowMs, Times).State;
            }
            else if (state.Call is { } call && call.Number != dead)
            {
                state = Answer(state, Outcome(ContainmentOutcomeKind.Confirmed, prior: "open"), nowMs);
            }
            else
            {
                nowMs = Math.Max(nowMs, OperationEffects.Of(state).WakeMs ?? throw new InvalidOperationException($"Nobody comes back to what is {state.Status}."));
                state = OperationCore.Tick(state, nowMs, Times).State;
            }
        }

        return (state, nowMs, state.Applies - applies);
    }
}
