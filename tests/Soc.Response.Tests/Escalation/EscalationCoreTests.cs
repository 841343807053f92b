using CsCheck;
using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Escalation;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Response;
using Soc.Response.Escalation;
using Soc.Response.Escalation.Channels;
using Xunit;

namespace Soc.Response.Tests.Escalation;

public sealed class EscalationCoreTests
{
    private const long Minute = 60_000;
    private static readonly ContactStep[] Chain = [new("Anna", "mail", 5, 1), new("Ben", "pager", 10, 0)];
    private static readonly ContactStep[] OnCall = [new("Oscar", "service", 10, 0)];
    private static readonly EscalationTimes Times = EscalationTimes.Default;
    private static readonly Delivery Taken = new(DeliveryKind.Taken, "It took it.");
    private static readonly Delivery Refused = new(DeliveryKind.Refused, "No such hook.");

    private EscalationState _state = new();

    [Fact]
    public void The_chain_is_told_one_after_the_other_until_somebody_answers()
    {
        Raise(EscalationDecision.Wake, 0).ShouldBe("New Anna");
        Tick((5 * Minute) - 1).ShouldBe("");
        Tick(5 * Minute).ShouldBe("Reminder Anna");
        Tick(5 * Minute).ShouldBe("", "the same moment again tells nobody");
        Tick(10 * Minute).ShouldBe("New Ben");
        Acknowledge("Ben", 12 * Minute);
        Tick(60 * Minute).ShouldBe("");
        (_state.Phase, _state.AcknowledgedBy, _state.AcknowledgedAtMs).ShouldBe((EscalationPhase.Acknowledged, "Ben", 12 * Minute));
        Resolve(70 * Minute).ShouldBe("Resolved Anna, Resolved Ben");
        Resolve(71 * Minute).ShouldBe("");
        _state.History.Select(h => h.Text).ShouldBe([
            "Decided: somebody is woken.", "Anna is told by mail.", "Anna has not answered.", "Anna is told by mail.",
            "Anna has not answered.", "The next one is told.", "Ben is told by pager.", "Ben has it.", "It is over.", "Anna is told by mail.", "Ben is told by pager.",
        ]);
    }

    [Theory]
    [InlineData(NobodyAnswers.Nothing)]
    [InlineData(NobodyAnswers.Act)]
    public void When_nobody_answers_what_was_agreed_is_due_once(string agreed)
    {
        Raise(EscalationDecision.Notify, 0, agreed);
        Hear(OperationNoticeKind.ApprovalWanted, 1, 0).ShouldBe("Update Anna", "what is asked is said to whoever was told");
        Unheard();
        (_state.Phase, _state.Unanswered.Length).ShouldBe((EscalationPhase.NobodyAnswered, agreed == NobodyAnswers.Act ? 1 : 0));
        _state.Digest.ShouldHaveSingleItem().Kind.ShouldBe(DigestKind.Unanswered);
        Tick(21 * Minute).ShouldBe("");
        _state = EscalationCore.UnansweredTold(_state, "op", "It begins.", 21 * Minute);
        _state.Unanswered.ShouldBeEmpty();
        Acknowledge("Anna", 30 * Minute);
        _state.Phase.ShouldBe(EscalationPhase.Acknowledged, "late is better than never");
    }

    [Fact]
    public void The_on_call_is_woken_where_it_was_agreed_and_hears_the_end_too()
    {
        Raise(EscalationDecision.Wake, 0, NobodyAnswers.WakeOnCall);
        Tick(5 * Minute);
        Tick(10 * Minute);
        Tick(20 * Minute).ShouldBe("New Oscar");
        Tick(30 * Minute).ShouldBe("");
        _state.Phase.ShouldBe(EscalationPhase.NobodyAnswered, "he is woken once");
        Resolve(40 * Minute).ShouldBe("Resolved Anna, Resolved Ben, Resolved Oscar");
    }

    [Fact]
    public void An_empty_chain_is_unanswered_at_once_unless_the_on_call_is_woken()
    {
        var plan = new EscalationPlan([], NobodyAnswers.Nothing, OnCall);
        EscalationCore.Raise(_state, Alarm(EscalationDecision.Wake), plan, 0).ShouldSatisfyAllConditions(s => s.Phase.ShouldBe(EscalationPhase.NobodyAnswered), s => s.Outbox.ShouldBeEmpty());
        EscalationCore.Raise(_state, Alarm(EscalationDecision.Wake), plan with { WhenNobodyAnswers = NobodyAnswers.WakeOnCall }, 0).Outbox.ShouldHaveSingleItem().To.Who.ShouldBe("Oscar");
    }

    [Fact]
    public void Late_events_and_what_is_for_the_digest_tell_nobody()
    {
        Raise(EscalationDecision.Digest, 0).ShouldBe("");
        _state.Digest.ShouldHaveSingleItem().Kind.ShouldBe(DigestKind.Listed);
        Raise(EscalationDecision.Wake, 1, isLate: true).ShouldBe("");
        var before = _state;
        Raise(EscalationDecision.Wake, 2, isLate: true).ShouldBe("");
        _state.ShouldBeSameAs(before, "once is enough");
        _state.Phase.ShouldBe(EscalationPhase.Quiet);
        Raise(EscalationDecision.Notify, 3).ShouldBe("New Anna", "what comes on time is told all the same");

        _state = new EscalationState();
        Raise(EscalationDecision.Wake, 4, isLate: true).ShouldBe("");
        _state.Digest.ShouldHaveSingleItem().Text.ShouldContain("late");
        Resolve(5).ShouldBe("");
        _state = new EscalationState();
        Raise(EscalationDecision.None, 6).ShouldBe("");
        _state.Alarm.ShouldBeNull("of what nobody is to hear nothing is kept");
    }

    [Fact]
    public void What_becomes_worse_is_told_to_who_has_it_and_wakes_nobody_else()
    {
        Raise(EscalationDecision.Notify, 0);
        Raise(EscalationDecision.Wake, 1).ShouldBe("", "an answer is waited for already");
        _state = new EscalationState();
        Raise(EscalationDecision.Notify, 0);
        Acknowledge("Anna", 1);
        Raise(EscalationDecision.Wake, 2).ShouldBe("Update Anna");
        _state.Phase.ShouldBe(EscalationPhase.Acknowledged);
        Raise(EscalationDecision.Wake, 3).ShouldBe("");
    }

    [Fact]
    public void A_change_of_the_rules_does_not_reach_an_alarm_under_way_and_newer_words_do()
    {
        Raise(EscalationDecision.Notify, 0);
        var plan = new EscalationPlan([new ContactStep("Carl", "sms", 1, 0)], NobodyAnswers.Act, []);
        var next = EscalationCore.Raise(_state, Alarm(EscalationDecision.Wake) with { Version = 7, Title = "Worse" }, plan, 1);
        (next.WhenNobodyAnswers, next.Alarm!.Title).ShouldBe((NobodyAnswers.Nothing, "Worse"));
        next.Chain.ShouldBe(Chain);
        EscalationCore.Raise(next, Alarm(EscalationDecision.Notify) with { Version = 6, Title = "Old" }, plan, 2).ShouldBeSameAs(next);
    }

    [Fact]
    public void What_cannot_be_delivered_goes_to_the_next_at_once_and_what_may_work_later_is_tried_again()
    {
        Take(EscalationCore.Raise(_state, Alarm(EscalationDecision.Wake), Plan(NobodyAnswers.Nothing), 0), deliver: false).ShouldBe("New Anna");
        _state = EscalationCore.DigestTaken(_state, _state.Digest.ShouldHaveSingleItem());
        for (var tries = 1; tries < Times.MaxTries; tries++)
        {
            _state = Sent(1, new Delivery(DeliveryKind.TryAgain, "Busy."), tries);
            EscalationDue.Notice(_state, Times, tries).ShouldBeNull("there is a pause");
            EscalationDue.WakeMs(_state, Times, tries).ShouldBe(tries + Times.PauseMs(tries));
            EscalationDue.Notice(_state, Times, -10_000_000).ShouldNotBeNull("when the clock goes back, it does not last longer");
        }

        _state = Sent(1, new Delivery(DeliveryKind.TryAgain, "Busy."), 9);
        _state.Outbox.ShouldHaveSingleItem().To.Who.ShouldBe("Ben");
        _state = Sent(2, Refused, 10);
        _state.Phase.ShouldBe(EscalationPhase.NobodyAnswered);
        _state.History.ShouldContain(h => h.Text == "Ben could not be told by pager: No such hook.");
        (_state.ToldAtMs, _state.Told.Length).ShouldBe((0, 0), "nobody was told");
        Resolve(11).ShouldBe("", "nor of the end");
    }

    [Fact]
    public void Too_much_at_once_is_in_a_summary_and_its_answer_is_waited_for_from_then_on()
    {
        Take(EscalationCore.Raise(_state, Alarm(EscalationDecision.Wake), Plan(NobodyAnswers.Nothing), 0), deliver: false);
        _state = EscalationCore.Allowed(_state, 1, mayPage: false, summaryAtMs: 2 * Minute, 0);
        (_state.Outbox.Length, _state.DeadlineMs, _state.ToldAtMs, _state.IsToldAlone).ShouldBe((0, 7 * Minute, 2 * Minute, false));
        Acknowledge("Anna", 3 * Minute);
        _state.Phase.ShouldBe(EscalationPhase.Acknowledged);
    }

    [Fact]
    public void An_undo_that_fails_pages_whatever_was_answered_and_however_much_was_told()
    {
        Raise(EscalationDecision.Notify, 0);
        Acknowledge("Anna", 1);
        Hear(OperationNoticeKind.Enforced, 1, 2).ShouldBe("Update Anna");
        Hear(OperationNoticeKind.Enforced, 1, 3).ShouldBe("", "the same notice again");
        Hear(OperationNoticeKind.RollbackFailed, 2, 4, deliver: false).ShouldBe("New Anna");
        _state.Outbox.ShouldAllBe(o => o.IsUrgent && o.IsAllowed);
        Resolve(5).ShouldBe("", "a verdict undoes nothing");
        (_state.Phase, _state.OverAtMs).ShouldBe((EscalationPhase.Waiting, 5L));
        Tick((5 * Minute) + 4);
        Tick((10 * Minute) + 4).ShouldBe("New Ben");
        Tick((20 * Minute) + 4).ShouldBe("New Oscar", "the service's own on-call, whatever was agreed");
        Acknowledge("Oscar", 21 * Minute);
        _state.Phase.ShouldBe(EscalationPhase.Over);
        _state.Outbox.ShouldContain(o => o.Kind == NoticeKind.Resolved);
        (_state.AcknowledgedBy, _state.AcknowledgedAtMs).ShouldBe(("Anna", 1L), "the first answer counts");

        Hear(OperationNoticeKind.RollbackFailed, 3, 22 * Minute).ShouldBe("New Anna", "also when all was over");
        Hear(OperationNoticeKind.RolledBack, 4, 23 * Minute).ShouldEndWith("Resolved Anna, Resolved Ben, Resolved Oscar", Case.Sensitive, "it was undone after all");
        _state.Phase.ShouldBe(EscalationPhase.Over);
    }

    [Fact]
    public void What_is_done_where_nobody_was_told_is_in_the_digest_and_a_yes_is_an_answer()
    {
        Raise(EscalationDecision.Digest, 0);
        Hear(OperationNoticeKind.Enforced, 1, 1).ShouldBe("");
        _state.Digest.ShouldContain(d => d.Kind == DigestKind.Done && d.Text == "Enforced.");

        _state = new EscalationState();
        Hear(OperationNoticeKind.ApprovalWanted, 1, 0).ShouldBe("New Anna");
        _state.Decision.ShouldBe(EscalationDecision.Notify);
        _state.Alarm!.Title.ShouldBe("block_address against address 203.0.113.7");
        Hear(OperationNoticeKind.Enforced, 2, 1, approvedBy: "Anna").ShouldBe("Update Anna");
        (_state.Phase, _state.AcknowledgedBy).ShouldBe((EscalationPhase.Acknowledged, "Anna"));

        _state = new EscalationState();
        Hear(OperationNoticeKind.ApprovalWanted, 1, 0);
        Hear(OperationNoticeKind.ApprovalExpired, 2, 1).ShouldBe("Update Anna, Resolved Anna", "nothing is left to be answered");
        _state.Phase.ShouldBe(EscalationPhase.Over);
    }

    [Fact]
    public void A_clock_that_goes_back_makes_nobody_wait_longer_and_one_that_jumps_tells_one_at_a_time()
    {
        Raise(EscalationDecision.Wake, 1_000 * Minute);
        Tick(0).ShouldBe("");
        _state.DeadlineMs.ShouldBe(5 * Minute);
        Tick(5_000 * Minute).ShouldBe("Reminder Anna");
        Tick(5_000 * Minute).ShouldBe("");
    }

    [Theory]
    [InlineData(EscalationPhase.Quiet, "Nobody was asked")]
    [InlineData(EscalationPhase.Over, "It is over")]
    [InlineData(EscalationPhase.Acknowledged, "Ben has it already")]
    [InlineData(EscalationPhase.Waiting, null)]
    public void Who_cannot_acknowledge_is_told_why(EscalationPhase phase, string? refusal)
    {
        var state = new EscalationState { Phase = phase, AcknowledgedBy = phase == EscalationPhase.Acknowledged ? "Ben" : null };
        var said = EscalationCore.RefusalOf(state, new ResponseActor("Anna", ResponseRole.Analyst));
        (said is null).ShouldBe(refusal is null);
        said?.ShouldStartWith(refusal!);
        EscalationCore.RefusalOf(state, ResponseActor.Engine).ShouldNotBeNull();
        EscalationCore.RefusalOf(new EscalationState { Phase = EscalationPhase.Acknowledged, AcknowledgedBy = "anna" }, new ResponseActor("Anna", ResponseRole.Analyst)).ShouldBeNull("to say it twice is no mistake");
    }

    [Fact]
    public void Whatever_comes_in_whatever_order_its_promises_hold()
    {
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 8 * 60_000]).Array[1, 60].Sample(inputs =>
        {
            var (state, nowMs) = (new EscalationState(), 0L);
            foreach (var (what, number, isSo, laterMs) in inputs)
            {
                nowMs += laterMs;
                var before = state;
                state = Step(state, what, number, isSo, nowMs);
                var sent = state.Outbox.Where(o => o.Number > before.Notices).ToArray();
                state.Outbox.Select(o => o.Number).Distinct().Count().ShouldBe(state.Outbox.Length, "each notice has a number of its own");
                state.Outbox.Length.ShouldBeLessThanOrEqualTo(EscalationState.MaxOutbox);
                state.History.Length.ShouldBeLessThanOrEqualTo(EscalationState.MaxHistory);
                state.Digest.Length.ShouldBeLessThanOrEqualTo(EscalationState.MaxDigest);
                (before.Phase == EscalationPhase.Acknowledged && sent.Any(o => o is { IsAsking: true, IsUrgent: false })).ShouldBeFalse("who has it is not asked again");
                (state.DeadlineMs > 0).ShouldBe(state.Phase == EscalationPhase.Waiting, "a promise is waited for, or there is none");
                (state.Awaited > 0).ShouldBe(state.Phase == EscalationPhase.Waiting);
                (state.Phase == EscalationPhase.Over && state.Outbox.Any(o => o.IsAsking)).ShouldBeFalse("over is over");
                ((int)state.Decision).ShouldBeGreaterThanOrEqualTo((int)before.Decision);
                EscalationDue.WakeMs(state, Times, nowMs).HasValue.ShouldBe(state.Phase == EscalationPhase.Waiting || state.Outbox.Length + state.Unanswered.Length + state.Digest.Length > 0, "nothing that is to be done is forgotten");
            }
        });
    }

    private static EscalationState Step(EscalationState state, int what, int number, bool isSo, long nowMs) => what switch
    {
        0 => EscalationCore.Raise(state, Alarm((EscalationDecision)number) with { IsLate = isSo }, Plan(NobodyAnswers.Act), nowMs),
        1 when isSo => EscalationCore.Acknowledge(state, "somebody", nowMs),
        2 when number == 0 => EscalationCore.Resolve(state, "It is over.", nowMs),
        3 when state.Outbox is [var item, ..] => EscalationCore.Sent(state, item.Number, isSo ? Taken : Refused, Plan(NobodyAnswers.Act), Times, nowMs),
        4 when state.Outbox is [var item, ..] => EscalationCore.Allowed(state, item.Number, isSo, nowMs + Minute, nowMs),
        5 => EscalationCore.Hear(state, Operation(approvedBy: null), Notice((OperationNoticeKind)(1 + number + (isSo ? 4 : 0)), state.Operations.FirstOrDefault()?.LastNotice + 1 ?? 1, nowMs), Plan(NobodyAnswers.Act), nowMs),
        6 when state.Digest is [var line, ..] => EscalationCore.DigestTaken(state, line),
        7 when state.Unanswered is [var operation, ..] => EscalationCore.UnansweredTold(state, operation, "It begins.", nowMs),
        _ => EscalationCore.Tick(state, Plan(NobodyAnswers.Act), nowMs),
    };

    private static EscalationPlan Plan(string agreed) => new(Chain, agreed, OnCall);

    private static EscalationAlarm Alarm(EscalationDecision decision) => new()
    {
        Client = "acme", IncidentId = "i-1", Title = "Something", Story = "It happened.", Score = 91, Decision = decision, Why = "By the client's rules.", IsLate = false, Version = 1,
    };

    private static OperationRow Operation(string? approvedBy) => new()
    {
        OperationId = "op",
        Client = "acme",
        Number = 1,
        Proposal = new OperationProposal
        {
            OperationId = "op",
            Client = "acme",
            Action = ContainmentAction.BlockAddress,
            Target = new ContainmentTarget { Kind = EntityKind.Address, Value = "203.0.113.7" },
            DurationMs = Minute,
            Connector = "edge",
            ProposedBy = ResponseActor.Engine,
        },
        Status = OperationStatus.Enforced,
        Reason = "",
        ProposedMs = 0,
        ApprovalHash = "",
        ApprovedBy = approvedBy is null ? [] : [approvedBy],
    };

    private static OperationNotice Notice(OperationNoticeKind kind, int number, long nowMs) => new(number, nowMs, kind, $"{kind}.");

    private EscalationState Sent(int number, Delivery delivery, long nowMs) => EscalationCore.Sent(_state, number, delivery, Plan(NobodyAnswers.Nothing), Times, nowMs);

    private void Unheard()
    {
        Tick(5 * Minute);
        Tick(10 * Minute);
        Tick(20 * Minute);
    }

    private string Raise(EscalationDecision decision, long nowMs, string agreed = NobodyAnswers.Nothing, bool isLate = false) =>
        Take(EscalationCore.Raise(_state, Alarm(decision) with { IsLate = isLate }, Plan(agreed), nowMs));

    private string Hear(OperationNoticeKind kind, int number, long nowMs, string? approvedBy = null, bool deliver = true) =>
        Take(EscalationCore.Hear(_state, Operation(approvedBy), Notice(kind, number, nowMs), Plan(NobodyAnswers.Nothing), nowMs), deliver);

    private string Tick(long nowMs) => Take(EscalationCore.Tick(_state, Plan(NobodyAnswers.Nothing), nowMs));

    private string Resolve(long nowMs) => Take(EscalationCore.Resolve(_state, "It is over.", nowMs));

    private void Acknowledge(string by, long nowMs) => _state = EscalationCore.Acknowledge(_state, by, nowMs);

    // What is new in the outbox, which is then delivered.
    private string Take(EscalationState next, bool deliver = true)
    {
        var sent = next.Outbox.Where(o => o.Number > _state.Notices).ToArray();
        _state = next;
        foreach (var item in deliver ? sent : [])
        {
            _state = Sent(item.Number, Taken, item.AtMs);
        }

        return string.Join(", ", sent.Select(o => $"{o.Kind} {o.To.Who}"));
    }
}
