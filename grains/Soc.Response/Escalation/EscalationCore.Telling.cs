using Soc.Model;
using Soc.Model.Escalation;
using Soc.Model.Policies;
using Soc.Response.Escalation.Channels;

namespace Soc.Response.Escalation;

/// <summary>The steps along the chain, and what came of each message.</summary>
public static partial class EscalationCore
{
    private const long MsPerMinute = 60_000;

    // A summary may wait so long before it is sent, and its answer that much longer.
    private const long SlackMs = 5 * MsPerMinute;

    /// <summary>Whether a message may be sent by itself was asked.</summary>
    /// <param name="summaryAtMs">Where not: when the summary that names the incident is sent.</param>
    public static EscalationState Allowed(EscalationState state, int number, bool mayPage, long summaryAtMs, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (Find(state, number) is not { IsAllowed: false } item)
        {
            return state;
        }

        if (mayPage)
        {
            return Put(state, item with { IsAllowed = true }) with { IsToldAlone = true };
        }

        var waits = number == state.Awaited && state.Phase == EscalationPhase.Waiting;
        return Told(Line(Without(state, number), nowMs, $"Too much at once: {item.To.Who} hears of it in a summary."), item.To, summaryAtMs) with
        {
            DeadlineMs = waits ? Math.Max(state.DeadlineMs, summaryAtMs + AckMs(item.To)) : state.DeadlineMs,
        };
    }

    /// <summary>A message was sent, or not.</summary>
    public static EscalationState Sent(EscalationState state, int number, Delivery delivery, EscalationPlan plan, EscalationTimes times, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(times);
        if (Find(state, number) is not { } item)
        {
            return state;
        }

        if (delivery.Kind == DeliveryKind.Taken)
        {
            return Told(Without(state, number), item.To, nowMs);
        }

        var tries = item.Tries + 1;
        if (delivery.Kind == DeliveryKind.TryAgain && tries < times.MaxTries)
        {
            return Put(state, item with { Tries = tries, NextMs = nowMs + times.PauseMs(tries) });
        }

        var failed = Line(Without(state, number), nowMs, $"{item.To.Who} could not be told by {item.To.Channel}: {delivery.Reason}");
        if (number == state.Awaited && state.Phase == EscalationPhase.Waiting)
        {
            return Next(failed, plan, nowMs);
        }

        // What only informs is not lost with its channel.
        return item.Kind != NoticeKind.Update ? failed : ToDigest(failed, ItemOf(failed, DigestKind.Listed, item.Text, item.AtMs) with { Key = $"{KeyOf(failed)}:{number}" });
    }

    /// <summary>An operation knows that nobody answered.</summary>
    /// <param name="answer">What it says to that, one sentence.</param>
    public static EscalationState UnansweredTold(EscalationState state, string operationId, string answer, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Unanswered.Contains(operationId, StringComparer.Ordinal)
            ? Line(state with { Unanswered = Array.FindAll(state.Unanswered, o => !string.Equals(o, operationId, StringComparison.Ordinal)) }, nowMs, answer)
            : state;
    }

    /// <summary>The digest has a line.</summary>
    public static EscalationState DigestTaken(EscalationState state, DigestItem item)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Digest.Contains(item) ? state with { Digest = Array.FindAll(state.Digest, d => d != item) } : state;
    }

    private static EscalationState Begin(EscalationState state, string text, EscalationPlan plan, long nowMs)
    {
        var begun = state with
        {
            Chain = [.. plan.Chain],
            WhenNobodyAnswers = plan.WhenNobodyAnswers,
            Step = 0,
            Attempts = 0,
            BeganAtMs = state.BeganAtMs == 0 ? nowMs : state.BeganAtMs,
            Phase = EscalationPhase.Waiting,
            IsOnCall = false,
        };
        if (plan.Chain.Count == 0)
        {
            return Unanswered(Line(begun, nowMs, "The client's rules name nobody who could be told."), plan, nowMs);
        }

        return Ask(List(begun, DigestKind.Told, $"{plan.Chain[0].Who} was told by {plan.Chain[0].Channel}; no answer yet.", nowMs), NoticeKind.New, text, nowMs);
    }

    private static EscalationState Ask(EscalationState state, NoticeKind kind, string text, long nowMs)
    {
        // A second question to the same person takes the place of one that did not get there yet.
        var step = state.Chain[state.Step];
        var asked = Send(state with { Outbox = Array.FindAll(state.Outbox, o => !o.IsAsking || o.To != step) }, kind, step, text, nowMs);
        return asked with { Attempts = state.Attempts + 1, Awaited = asked.Notices, DeadlineMs = nowMs + AckMs(step) };
    }

    private static EscalationState Inform(EscalationState state, string text, long nowMs) => state.Chain.Length == 0
        ? Line(state, nowMs, text)
        : Send(Line(state, nowMs, text), NoticeKind.Update, state.Chain[state.Step], text, nowMs);

    private static EscalationState Next(EscalationState state, EscalationPlan plan, long nowMs) => state.Step + 1 < state.Chain.Length
        ? Ask(Line(state with { Step = state.Step + 1, Attempts = 0 }, nowMs, "The next one is told."), NoticeKind.New, "Whoever was to hear of it before has not answered, or could not be reached.", nowMs)
        : Unanswered(Line(state, nowMs, "Nobody is left."), plan, nowMs);

    private static EscalationState Unanswered(EscalationState state, EscalationPlan plan, long nowMs)
    {
        // What has to be undone by hand is the service's own matter, whatever was agreed.
        var wakes = state.IsPage || string.Equals(state.WhenNobodyAnswers, NobodyAnswers.WakeOnCall, StringComparison.Ordinal);
        if (wakes && !state.IsOnCall && plan.OnCall.Count > 0)
        {
            var first = state.Chain.Length;
            var woken = Line(state, nowMs, "The service's own on-call is told.") with { Chain = [.. state.Chain, .. plan.OnCall], Step = first, Attempts = 0, IsOnCall = true };
            return Ask(woken, NoticeKind.New, "Nobody of the client answered.", nowMs);
        }

        var acts = string.Equals(state.WhenNobodyAnswers, NobodyAnswers.Act, StringComparison.Ordinal);
        var text = acts ? "Nobody answered: what was asked about is done, as was agreed for that case."
            : wakes && !state.IsOnCall ? "Nobody answered, and this installation has no on-call of its own."
            : "Nobody answered, and nothing more is agreed for that case.";
        var unanswered = Line(state, nowMs, text) with
        {
            Phase = EscalationPhase.NobodyAnswered,
            DeadlineMs = 0,
            Awaited = 0,
            Unanswered = acts ? [.. state.Operations.Where(o => o.IsWaiting).Select(o => o.OperationId)] : [],
        };
        return List(unanswered, DigestKind.Unanswered, text, nowMs);
    }

    private static EscalationState Close(EscalationState state, string text, long nowMs)
    {
        var closed = DropQuestions(state, alsoUrgent: true) with { Phase = EscalationPhase.Over, DeadlineMs = 0, Awaited = 0, IsPage = false, Unanswered = [] };
        closed = List(closed, DigestKind.Told, text, nowMs, isUpdate: true);
        return closed.Told.Aggregate(closed, (next, whom) => Send(next, NoticeKind.Resolved, whom, text, nowMs));
    }

    private static EscalationState Send(EscalationState state, NoticeKind kind, ContactStep to, string text, long nowMs)
    {
        var item = new OutgoingNotice
        {
            Number = state.Notices + 1,
            Kind = kind,
            To = to,
            Text = Clip.WithEllipsis(text, OutgoingNotice.MaxTextLength),
            AtMs = nowMs,
            IsUrgent = state.IsPage,
            IsAllowed = state.IsPage || state.IsToldAlone,
            NextMs = nowMs,
        };
        var outbox = state.Outbox;
        if (outbox.Length >= EscalationState.MaxOutbox)
        {
            var goes = Array.Find(outbox, o => o is { IsUrgent: false, IsAsking: false }) ?? outbox[0];
            outbox = Array.FindAll(outbox, o => o != goes);
        }

        var sent = state with { Outbox = [.. outbox, item], Notices = item.Number, IsToldAlone = state.IsToldAlone || state.IsPage };
        return Line(sent, nowMs, $"{to.Who} is told by {to.Channel}.");
    }

    // Somebody has it: nobody else is asked. What was on its way may have arrived, and whoever got it hears the end too.
    private static EscalationState DropQuestions(EscalationState state, bool alsoUrgent)
    {
        var goes = Array.FindAll(state.Outbox, o => o.IsAsking && (alsoUrgent || !o.IsUrgent));
        var left = state with { Outbox = Array.FindAll(state.Outbox, o => !goes.Contains(o)) };
        return goes.Where(o => o.IsAllowed).Aggregate(left, (next, item) => Told(next, item.To, atMs: 0));
    }

    private static EscalationState Told(EscalationState state, ContactStep to, long atMs)
    {
        var told = Array.Exists(state.Told, t => string.Equals(t.Channel, to.Channel, StringComparison.OrdinalIgnoreCase)) || state.Told.Length >= EscalationState.MaxTold ? state.Told : [.. state.Told, to];
        return state with { Told = told, ToldAtMs = state.ToldAtMs == 0 ? atMs : state.ToldAtMs };
    }

    private static EscalationState List(EscalationState state, DigestKind kind, string text, long nowMs, bool isUpdate = false) =>
        ToDigest(state, ItemOf(state, kind, text, nowMs) with { IsUpdate = isUpdate });

    private static DigestItem ItemOf(EscalationState state, DigestKind kind, string text, long nowMs) => new()
    {
        Key = KeyOf(state),
        IncidentId = state.Alarm?.IncidentId ?? "",
        Kind = kind,
        Title = state.Alarm?.Title ?? "",
        Text = Clip.WithEllipsis(text, DigestItem.MaxTextLength),
        Score = state.Alarm?.Score ?? 0,
        AtMs = state.BeganAtMs == 0 ? nowMs : state.BeganAtMs,
    };

    private static EscalationState ToDigest(EscalationState state, DigestItem item)
    {
        var same = Array.Find(state.Digest, d => string.Equals(d.Key, item.Key, StringComparison.Ordinal));
        var others = Array.FindAll(state.Digest, d => !ReferenceEquals(d, same));
        var line = item.IsUpdate && same is { IsUpdate: false } ? item with { IsUpdate = false, Kind = same.Kind } : item;
        return state with { Digest = [.. others.TakeLast(EscalationState.MaxDigest - 1), line] };
    }

    private static string KeyOf(EscalationState state) => state.Alarm is { IncidentId.Length: > 0 } alarm ? alarm.IncidentId : $"op:{state.Operations.FirstOrDefault()?.OperationId}:asked";

    private static OutgoingNotice? Find(EscalationState state, int number) => Array.Find(state.Outbox, o => o.Number == number);

    private static EscalationState Put(EscalationState state, OutgoingNotice item) => state with { Outbox = [.. state.Outbox.Select(o => o.Number == item.Number ? item : o)] };

    private static EscalationState Without(EscalationState state, int number) => state with { Outbox = Array.FindAll(state.Outbox, o => o.Number != number) };

    private static long AckMs(ContactStep step) => step.AckMinutes * MsPerMinute;

    private static EscalationState Line(EscalationState state, long atMs, string text) => state with
    {
        History = [.. state.History.TakeLast(EscalationState.MaxHistory - 1), new EscalationLine(atMs, Clip.WithEllipsis(text, OutgoingNotice.MaxTextLength))],
    };
}
