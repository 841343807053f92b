using System.Globalization;
using Soc.Model.Response;

namespace Soc.Response.Operations;

/// <summary>When the wall clock runs back: nothing lasts longer because of it than people agreed to.</summary>
public static partial class OperationCore
{
    /// <summary>The clock was put back by so much: what is waited for comes as much sooner by it. Clocks are put right by a little all the time, which changes nothing.</summary>
    public static OperationStep SetBack(OperationState state, long behindMs, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (behindMs <= OperationTimes.ClockToleranceMs || OperationStatuses.IsFinal(state.Status))
        {
            return OperationStep.To(state);
        }

        return OperationStep.To((state with
        {
            StartByMs = Sooner(state.StartByMs, behindMs),
            BeganMs = Sooner(state.BeganMs, behindMs),
            UntilMs = Sooner(state.UntilMs, behindMs),
            ExtendedUntilMs = Sooner(state.ExtendedUntilMs, behindMs),
            NextMs = Sooner(state.NextMs, behindMs),
            Call = state.Call is { } call ? call with { BeganMs = Sooner(call.BeganMs, behindMs), DeadlineMs = Sooner(call.DeadlineMs, behindMs) } : null,
        }).Note(
            state.Status,
            "clock",
            ResponseActor.Engine,
            nowMs,
            string.Create(CultureInfo.InvariantCulture, $"The clock went back by {behindMs / 60_000.0:0.#} minutes: every limit comes as much sooner by it, so that nothing lasts longer than was agreed to.")));
    }

    // Whoever begins from a stored state has nothing but what was noted to compare his clock with.
    private static long Behind(OperationState state, long nowMs) =>
        Math.Max(state.History is [.., var last] ? last.AtMs : state.ProposedMs, state.Call?.BeganMs ?? 0) - nowMs;

    // 0 is "none".
    private static long Sooner(long ms, long behindMs) => ms == 0 ? 0 : Math.Max(1, ms - behindMs);
}
