using Soc.Model;
using Soc.Model.Escalation;
using Soc.Model.Incidents;
using Soc.Model.Response;
using Soc.Response.Operations;

namespace Soc.Response.Escalation;

/// <summary>
/// Who hears of an incident, in which order, and what follows when nobody answers. Pure: state and time come in, the next state comes out, and what is to
/// be done stands in it (<see cref="EscalationDue"/>). The same input again changes nothing: then the same state comes back.
/// </summary>
public static partial class EscalationCore
{
    /// <summary>An incident is to be told, or became worse. From <see cref="EscalationDecision.Notify"/> on somebody is told at once, unless its events came late.</summary>
    /// <param name="nowMs">Wall clock, ms since the epoch.</param>
    public static EscalationState Raise(EscalationState state, EscalationAlarm alarm, EscalationPlan plan, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(alarm);
        ArgumentNullException.ThrowIfNull(plan);
        var known = alarm.IsLate ? state.LateDecision : state.Decision;
        if (state.OverAtMs > 0 || (state.Alarm is null && alarm.Decision <= known))
        {
            return state;
        }

        if (state.Alarm is null || alarm.Version > state.Alarm.Version)
        {
            state = state with { Alarm = AlarmWords.Bounded(alarm) with { DetectedAtMs = alarm.DetectedAtMs > 0 ? alarm.DetectedAtMs : state.Alarm?.DetectedAtMs ?? nowMs } };
        }

        return alarm.Decision <= known ? state : alarm.IsLate ? RaiseLate(state, alarm.Decision, nowMs) : RaiseNow(state, alarm, plan, nowMs);
    }

    /// <summary>Something about an operation of the incident.</summary>
    public static EscalationState Hear(EscalationState state, OperationRow operation, OperationNotice notice, EscalationPlan plan, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(notice);
        ArgumentNullException.ThrowIfNull(plan);
        var before = Array.Find(state.Operations, o => string.Equals(o.OperationId, operation.OperationId, StringComparison.Ordinal));
        if (before is not null && notice.Number <= before.LastNotice)
        {
            return state;
        }

        var isQuestion = notice.Kind == OperationNoticeKind.ApprovalWanted;
        state = Heard(state with { Alarm = state.Alarm ?? AlarmWords.Of(operation) }, new HeardOperation(operation.OperationId, notice.Number, isQuestion || notice.IsPage));
        if (notice.IsPage)
        {
            return Page(state, notice, plan, nowMs);
        }

        if (isQuestion)
        {
            state = state with { Decision = Later(state.Decision, EscalationDecision.Notify) };
            return state.Phase is EscalationPhase.Waiting or EscalationPhase.Acknowledged
                ? Inform(state, notice.Text, nowMs)
                : Begin(state, notice.Text, plan, nowMs);
        }

        var answeredBy = notice.Kind == OperationNoticeKind.Rejected ? operation.EndedBy : operation.ApprovedBy.LastOrDefault();
        if (before is { IsWaiting: true } && answeredBy is { } by && state.Phase == EscalationPhase.Waiting && !state.IsPage)
        {
            // To say yes or no to what was asked is an answer.
            state = Acknowledge(state, by, nowMs);
        }

        return Settle(InformOrList(state, operation, notice, nowMs), nowMs);
    }

    /// <summary>The time has come on: whoever has not answered is told again, or the next one.</summary>
    public static EscalationState Tick(EscalationState state, EscalationPlan plan, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(plan);
        if (state.Phase != EscalationPhase.Waiting || state.DeadlineMs == 0)
        {
            return state;
        }

        var step = state.Chain[state.Step];
        if (state.DeadlineMs > nowMs + AckMs(step) + SlackMs)
        {
            // The clock went back: nobody waits longer because of it.
            return state with { DeadlineMs = nowMs + AckMs(step) };
        }

        if (nowMs < state.DeadlineMs)
        {
            return state;
        }

        return state.Attempts <= step.Repeat
            ? Ask(Line(state, nowMs, $"{step.Who} has not answered."), NoticeKind.Reminder, "Nobody has answered yet.", nowMs)
            : Next(Line(state, nowMs, $"{step.Who} has not answered."), plan, nowMs);
    }

    /// <summary>A person says that he has it.</summary>
    /// <param name="by">Name of who says so.</param>
    public static EscalationState Acknowledge(EscalationState state, string by, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Phase is not (EscalationPhase.Waiting or EscalationPhase.NobodyAnswered))
        {
            return state;
        }

        var text = $"{by} has it.";
        var answered = Line(DropQuestions(state, alsoUrgent: false), nowMs, text) with
        {
            Phase = EscalationPhase.Acknowledged,
            AcknowledgedBy = state.AcknowledgedBy ?? by,
            AcknowledgedAtMs = state.AcknowledgedAtMs == 0 ? nowMs : state.AcknowledgedAtMs,
            DeadlineMs = 0,
            Awaited = 0,
            IsPage = false,
            Unanswered = [],
        };
        answered = List(answered, DigestKind.Told, text, nowMs, isUpdate: true);

        // It was over before; what had to be done by hand was what was waited for.
        return state.OverAtMs > 0 ? Close(answered, "It is over.", nowMs) : answered;
    }

    /// <returns>Why nobody can acknowledge it now, one sentence; null when he can, or the same person did.</returns>
    public static string? RefusalOf(EscalationState? state, ResponseActor by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return !by.IsPerson ? "Only a person can say that he has it."
            : state?.Phase switch
            {
                EscalationPhase.Waiting or EscalationPhase.NobodyAnswered => null,
                EscalationPhase.Acknowledged => string.Equals(state.AcknowledgedBy, by.Name, StringComparison.OrdinalIgnoreCase) ? null : $"{state.AcknowledgedBy} has it already.",
                EscalationPhase.Over => "It is over: there is nothing to answer.",
                _ => "Nobody was asked: there is nothing to answer.",
            };
    }

    /// <summary>The incident is over: whoever was told hears so, once.</summary>
    /// <param name="why">One sentence.</param>
    public static EscalationState Resolve(EscalationState state, string why, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(why);
        if (state.OverAtMs > 0)
        {
            return state;
        }

        var over = Line(state with { OverAtMs = nowMs }, nowMs, why);
        return state is { IsPage: true, Phase: EscalationPhase.Waiting }
            ? Line(over, nowMs, "What has to be done by hand is still to be done: an answer is waited for.")
            : Close(over, why, nowMs);
    }

    private static EscalationState RaiseLate(EscalationState state, EscalationDecision decision, long nowMs)
    {
        var text = $"It would be: {Word(decision)}; its events came late, so nobody is told at once.";
        var late = Line(state with { LateDecision = decision }, nowMs, text);
        return state.Decision >= EscalationDecision.Digest ? late : List(late, DigestKind.Listed, text, nowMs);
    }

    private static EscalationState RaiseNow(EscalationState state, EscalationAlarm alarm, EscalationPlan plan, long nowMs)
    {
        var raised = state with { Decision = alarm.Decision };
        if (alarm.Decision < EscalationDecision.Notify)
        {
            return List(Line(raised, nowMs, $"Decided: {Word(alarm.Decision)}."), DigestKind.Listed, alarm.Why, nowMs);
        }

        return state.Phase switch
        {
            // Somebody has it: he hears that it became worse, and nobody else is woken.
            EscalationPhase.Acknowledged => Inform(raised, $"It became worse: {alarm.Why}", nowMs),
            EscalationPhase.Waiting => Line(raised, nowMs, $"It became worse while an answer is waited for: {Word(alarm.Decision)}."),
            _ => Begin(Line(raised, nowMs, $"Decided: {Word(alarm.Decision)}."), alarm.Why, plan, nowMs),
        };
    }

    // Whatever the hour, whoever has the incident: something is in force that should not be.
    private static EscalationState Page(EscalationState state, OperationNotice notice, EscalationPlan plan, long nowMs)
    {
        var isWaiting = state.Phase == EscalationPhase.Waiting;
        var isPaging = state.IsPage;
        state = Line(state with { IsPage = true, Decision = EscalationDecision.Wake }, nowMs, notice.Text);
        if (!isWaiting)
        {
            return Begin(state, notice.Text, plan, nowMs);
        }

        // The chain is not begun again by each: else nobody but the first would ever be told.
        var told = Send(state, isPaging ? NoticeKind.Update : NoticeKind.New, state.Chain[state.Step], notice.Text, nowMs);
        return isPaging ? told : told with { Awaited = told.Notices };
    }

    private static EscalationState InformOrList(EscalationState state, OperationRow operation, OperationNotice notice, long nowMs)
    {
        var isTold = state.Chain.Length > 0 && (state.Told.Length > 0 || state.Phase is EscalationPhase.Waiting or EscalationPhase.Acknowledged);
        if (isTold)
        {
            state = Inform(state, notice.Text, nowMs);
        }

        return isTold && operation.Proposal.ProposedBy.IsPerson
            ? state
            : ToDigest(state, new DigestItem
            {
                Key = $"op:{operation.OperationId}",
                IncidentId = operation.Proposal.IncidentId ?? operation.OperationId,
                Kind = DigestKind.Done,
                Title = Clip.WithEllipsis(OperationCore.Words(operation.Proposal), Notice.MaxTitleLength),
                Text = Clip.WithEllipsis(notice.Text, DigestItem.MaxTextLength),
                Score = state.Alarm?.Score ?? 0,
                AtMs = notice.AtMs,
            });
    }

    // Nothing of it has to be decided any more, and nothing else was to be answered.
    private static EscalationState Settle(EscalationState state, long nowMs)
    {
        if (state.Phase is not (EscalationPhase.Waiting or EscalationPhase.NobodyAnswered) || Array.Exists(state.Operations, o => o.IsWaiting))
        {
            return state;
        }

        var settled = state with { IsPage = false };
        return state.OverAtMs > 0 ? Close(settled, "It is over.", nowMs)
            : AlarmWords.IsOfOperation(state.Alarm) ? Close(Line(settled with { OverAtMs = nowMs }, nowMs, "Nothing is left to be answered."), "Nothing is left to be answered.", nowMs)
            : state is { Phase: EscalationPhase.Waiting, AcknowledgedAtMs: > 0 } ? DropQuestions(settled, alsoUrgent: true) with { Phase = EscalationPhase.Acknowledged, DeadlineMs = 0, Awaited = 0 }
            : settled;
    }

    private static EscalationState Heard(EscalationState state, HeardOperation operation)
    {
        var others = Array.FindAll(state.Operations, o => !string.Equals(o.OperationId, operation.OperationId, StringComparison.Ordinal));
        if (others.Length >= EscalationState.MaxOperations)
        {
            var goes = Array.Find(others, o => !o.IsWaiting) ?? others[0];
            others = Array.FindAll(others, o => o != goes);
        }

        return state with { Operations = [.. others, operation] };
    }

    private static string Word(EscalationDecision decision) => decision switch
    {
        EscalationDecision.Digest => "a line in the digest",
        EscalationDecision.Notify => "whoever is on duty is told",
        EscalationDecision.Wake => "somebody is woken",
        _ => "nobody is told",
    };

    private static EscalationDecision Later(EscalationDecision one, EscalationDecision other) => one > other ? one : other;
}
