using Soc.Model.Escalation;
using Soc.Model.Incidents;
using Soc.Model.Policies;

namespace Soc.Response.Escalation;

/// <summary>
/// Who hears of an incident, in which order, and what follows when nobody answers. Pure: state and time come in, the next state and what is to be done
/// come out. The same input again changes nothing and tells nobody.
/// </summary>
public static class EscalationCore
{
    private const long MsPerMinute = 60_000;

    /// <summary>An incident is to be told, or became worse.</summary>
    /// <param name="decision">What the rules decided; from <see cref="EscalationDecision.Notify"/> on somebody is told at once.</param>
    /// <param name="isLate">Its events came late: nobody is told at once because of it.</param>
    /// <param name="nowMs">Wall clock, ms since the epoch.</param>
    public static (EscalationState State, EscalationEffects Effects) Raise(
        EscalationState state, EscalationDecision decision, bool isLate, IReadOnlyList<ContactStep> chain, string whenNobodyAnswers, long nowMs)
    {
        if (state.Phase == EscalationPhase.Over || decision <= state.Decision)
        {
            return (state, EscalationEffects.None);
        }

        if (isLate)
        {
            return decision <= state.LateDecision
                ? (state, EscalationEffects.None)
                : (Line(state with { LateDecision = decision }, nowMs, $"It would be: {Word(decision)}; its events came late, so nobody is told at once."), EscalationEffects.None);
        }

        if (decision < EscalationDecision.Notify)
        {
            return (Line(state with { Decision = decision }, nowMs, $"Decided: {Word(decision)}."), EscalationEffects.None);
        }

        if (state.Phase == EscalationPhase.Acknowledged)
        {
            // Somebody has it: he hears that it became worse, and nobody else is woken.
            return Tell(Line(state with { Decision = decision }, nowMs, $"It became worse: {Word(decision)}."), NoticeKind.Update, nowMs, waits: false);
        }

        if (state.Phase == EscalationPhase.Waiting)
        {
            return (Line(state with { Decision = decision }, nowMs, $"It became worse while an answer is waited for: {Word(decision)}."), EscalationEffects.None);
        }

        var begun = state with
        {
            Decision = decision, Chain = [.. chain], WhenNobodyAnswers = whenNobodyAnswers, Step = 0, Attempts = 0, BeganAtMs = nowMs, Phase = EscalationPhase.Waiting,
        };
        return chain.Count == 0
            ? Unanswered(Line(begun, nowMs, "The client's rules name nobody who could be told."), nowMs)
            : Tell(Line(begun, nowMs, $"Decided: {Word(decision)}."), NoticeKind.New, nowMs, waits: true);
    }

    /// <summary>The time has come on: whoever has not answered is told again, or the next one.</summary>
    public static (EscalationState State, EscalationEffects Effects) Tick(EscalationState state, long nowMs)
    {
        if (state.Phase != EscalationPhase.Waiting || state.DeadlineMs == 0 || nowMs < state.DeadlineMs)
        {
            return (state, EscalationEffects.None);
        }

        var step = state.Chain[state.Step];
        if (state.Attempts <= step.Repeat)
        {
            return Tell(Line(state, nowMs, $"{step.Who} has not answered."), NoticeKind.Reminder, nowMs, waits: true);
        }

        return state.Step + 1 < state.Chain.Length
            ? Tell(Line(state with { Step = state.Step + 1, Attempts = 0 }, nowMs, $"{step.Who} has not answered: the next one is told."), NoticeKind.New, nowMs, waits: true)
            : Unanswered(Line(state, nowMs, $"{step.Who} has not answered, and nobody is left."), nowMs);
    }

    /// <summary>A person says that he has it.</summary>
    /// <param name="by">Name of who says so.</param>
    public static EscalationState Acknowledge(EscalationState state, string by, long nowMs) =>
        state.Phase is EscalationPhase.Waiting or EscalationPhase.NobodyAnswered
            ? Line(state with { Phase = EscalationPhase.Acknowledged, AcknowledgedBy = by, AcknowledgedAtMs = nowMs, DeadlineMs = 0 }, nowMs, $"{by} has it.")
            : state;

    /// <summary>The incident is over: whoever was told hears so, once.</summary>
    public static (EscalationState State, EscalationEffects Effects) Resolve(EscalationState state, string why, long nowMs)
    {
        if (state.Phase == EscalationPhase.Over)
        {
            return (state, EscalationEffects.None);
        }

        var over = Line(state with { Phase = EscalationPhase.Over, DeadlineMs = 0 }, nowMs, why);
        return state.Notices == 0 ? (over, EscalationEffects.None) : Tell(over, NoticeKind.Resolved, nowMs, waits: false);
    }

    private static (EscalationState State, EscalationEffects Effects) Tell(EscalationState state, NoticeKind kind, long nowMs, bool waits)
    {
        // That it is over, everybody hears who heard of it.
        var step = state.Chain[state.Step];
        var whom = kind == NoticeKind.Resolved ? state.Chain[..(state.Step + 1)] : [step];
        var told = state with
        {
            Attempts = waits ? state.Attempts + 1 : state.Attempts,
            Notices = state.Notices + 1,
            DeadlineMs = waits ? nowMs + (step.AckMinutes * MsPerMinute) : state.DeadlineMs,
        };
        var words = string.Join(", ", whom.Select(w => $"{w.Who} is told by {w.Channel}"));
        return (Line(told, nowMs, words + "."), new EscalationEffects { Tell = whom, Kind = kind, Notice = told.Notices });
    }

    private static (EscalationState State, EscalationEffects Effects) Unanswered(EscalationState state, long nowMs)
    {
        var then = state.WhenNobodyAnswers == NobodyAnswers.Nothing ? "The rules say that nothing is done then." : $"The rules say for that case: {state.WhenNobodyAnswers}.";
        return (Line(state with { Phase = EscalationPhase.NobodyAnswered, DeadlineMs = 0 }, nowMs, then), new EscalationEffects { IsUnanswered = true });
    }

    private static string Word(EscalationDecision decision) => decision switch
    {
        EscalationDecision.Digest => "a line in the digest",
        EscalationDecision.Notify => "whoever is on duty is told",
        EscalationDecision.Wake => "somebody is woken",
        _ => "nobody is told",
    };

    private static EscalationState Line(EscalationState state, long atMs, string text) => state with
    {
        History = [.. state.History.TakeLast(EscalationState.MaxHistory - 1), new EscalationLine(atMs, text)],
    };
}
