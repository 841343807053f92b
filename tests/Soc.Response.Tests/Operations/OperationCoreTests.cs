using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.Operations;
using Xunit;
using static Soc.Response.Tests.Operations.Some;

namespace Soc.Response.Tests.Operations;

/// <summary>The life of one containment, step by step.</summary>
public sealed class OperationCoreTests
{
    private const ContainmentOutcomeKind Failed = ContainmentOutcomeKind.Failed;
    private const ContainmentOutcomeKind Pending = ContainmentOutcomeKind.Pending;
    private const ContainmentOutcomeKind Unverified = ContainmentOutcomeKind.Unverified;
    private const ContainmentOutcomeKind Confirmed = ContainmentOutcomeKind.Confirmed;

    [Fact]
    public void What_the_rules_agree_to_is_done_verified_ended_and_told()
    {
        var state = Enforced();
        (state.Status, state.UntilMs, state.Applied!.Prior).ShouldBe((OperationStatus.Enforced, Night + (60 * Minute), "open"));
        state.Notices.ShouldHaveSingleItem().Kind.ShouldBe(OperationNoticeKind.Enforced);
        OperationEffects.Of(state).WakeMs.ShouldBe(state.UntilMs);
        OperationCore.Tick(state, state.UntilMs - 1, Times).State.ShouldBeSameAs(state);
        state = OperationCore.Tick(state, state.UntilMs, Times).State;
        (state.Status, state.Call!.Kind).ShouldBe((OperationStatus.RollingBack, OperationCallKind.Revert));
        state = Answer(state, Outcome(Confirmed), state.UntilMs);
        state.Status.ShouldBe(OperationStatus.RolledBack);
        OperationEffects.Of(state).Settlement.ShouldBe(OperationSettlement.Ended);
        state.History.Select(e => e.Kind).ShouldBe(["proposed", "guards", "plan", "guards", "apply", "end", "revert"]);
        state.History.Select(e => e.Number).ShouldBe(Enumerable.Range(1, 7));
        state = OperationCore.Settled(OperationCore.Told(OperationCore.Audited(state, 7), 9));
        OperationEffects.Of(state).IsDone.ShouldBeTrue();
        state.History.ShouldAllBe(e => e.Outcome == null || e.Outcome.Exchanges.Length == 0, "the audit has them");
    }

    [Fact]
    public void Who_is_late_or_only_watched_does_nothing()
    {
        var late = Proposed(Block() with { IsLate = true });
        (late.Status, late.NeedsGuards, late.Call).ShouldBe((OperationStatus.Denied, false, null));
        Proposed(Block() with { IsLate = true, ProposedBy = Anna }).Status.ShouldBe(OperationStatus.Proposed, "a person knows what he does");
        var shadow = OperationCore.Guards(Proposed(Block() with { IsShadow = true }), Yes, Night, Times).State;
        (shadow.Status, shadow.Call).ShouldBe((OperationStatus.DryRun, null));
        shadow.Checks.ShouldBe(Yes.Checks);
        OperationCore.Guards(Proposed(Block() with { IsShadow = true }), No, Night, Times).State.Status.ShouldBe(OperationStatus.Denied);
    }

    [Fact]
    public void Who_only_tries_is_told_what_would_be_done_and_nothing_is_done()
    {
        var state = OperationCore.Guards(Proposed(Block() with { IsShadow = true, ProposedBy = Cleo }), Yes, Night, Times).State;
        (state.Status, state.Call!.Kind, OperationEffects.Of(state).Reserves).ShouldBe((OperationStatus.Proposed, OperationCallKind.Plan, false));
        OperationCore.Approve(state, Anna, state.ApprovalHash, Night, Times).IsRefused.ShouldBeTrue();
        var away = Answer(state, Outcome(Failed, isTransient: true), Night);
        away = OperationCore.Tick(away, away.NextMs, Times).State;
        (away.Status, away.Call!.Kind).ShouldBe((OperationStatus.Proposed, OperationCallKind.Plan), "asked once more");
        var done = Answer(away, Outcome(Confirmed), Night);
        (done.Status, done.Call, done.BeganMs, done.Applied).ShouldBe((OperationStatus.DryRun, null, 0, null));
        done.Reason.ShouldBe("block_address against address 198.51.100.7 would have been done, and was only tried. The product says Confirmed.");
        done.History[^1].Outcome!.Exchanges.Length.ShouldBe(1, "the audit gets what was asked");
        OperationEffects.Of(done).Settlement.ShouldBe(OperationSettlement.NothingDone);
        Answer(state, Outcome(Failed), Night).Reason.ShouldContain("would not have been done");
        OperationCore.Tick(state, Night + Times.StartWithinMs, Times).State.ShouldSatisfyAllConditions(s => s.Status.ShouldBe(OperationStatus.Denied), s => s.Notices.ShouldBeEmpty());
        OperationCore.Guards(Proposed(Block() with { IsShadow = true, ProposedBy = Cleo }), No, Night, Times).State.ShouldSatisfyAllConditions(
            s => s.Status.ShouldBe(OperationStatus.Denied), s => s.Notices.ShouldBeEmpty("nobody is woken by a trial"));
    }

    [Fact]
    public void What_it_waits_for_is_said()
    {
        OperationWait.Of(Proposed()).ShouldBe("It waits for the guard rails.");
        var asked = OperationCore.Guards(Proposed(Block() with { NeedsApproval = true }), Yes, Night, Times).State;
        OperationWait.Of(asked).ShouldNotBeNull().ShouldStartWith("It waits for a person's yes, until 2025-11-27 ");
        var two = OperationCore.Guards(Proposed(Block() with { Action = ContainmentAction.MarkCompromised, IsReversible = false }), Yes, Night, Times).State;
        OperationWait.Of(two).ShouldNotBeNull().ShouldStartWith("It waits for two people's yes");
        OperationWait.Of(OperationCore.Approve(two, Anna, two.ApprovalHash, Night, Times).State).ShouldNotBeNull().ShouldStartWith("It waits for another person's yes");
        OperationWait.Of(Executing()).ShouldBe("It waits for the connector, which is told to do it.");
        OperationWait.Of(Enforced()).ShouldNotBeNull().ShouldEndWith("or for a person to end it.");
        OperationWait.Of(OperationCore.Guards(Proposed(), No, Night, Times).State).ShouldBeNull();
    }

    [Fact]
    public void What_the_guard_rails_forbid_is_told_with_all_that_they_said()
    {
        var state = OperationCore.Guards(Proposed(), No, Night, Times).State;
        state.Status.ShouldBe(OperationStatus.Denied);
        state.History[^1].Checks.ShouldBe(No.Checks);
        state.Notices.ShouldHaveSingleItem().Text.ShouldContain("All is switched off.");
        OperationEffects.Of(state).Settlement.ShouldBe(OperationSettlement.NothingDone);
        var planned = OperationCore.Guards(Proposed(), Yes, Night, Times).State;
        planned = Answer(planned, Outcome(Confirmed), Night);
        OperationEffects.Of(planned).Reserves.ShouldBeTrue();
        OperationCore.Guards(planned, No, Night, Times).State.Status.ShouldBe(OperationStatus.Denied, "they are asked last, too");
    }

    [Fact]
    public void An_approval_is_bound_to_what_is_proposed_to_roles_to_others_and_to_its_time()
    {
        var asked = OperationCore.Guards(Proposed(Block() with { NeedsApproval = true, ProposedBy = Cleo, AskedFor = [Ben] }), Yes, Night, Times).State;
        asked.Status.ShouldBe(OperationStatus.AwaitingApproval);
        asked.Notices.ShouldHaveSingleItem().Kind.ShouldBe(OperationNoticeKind.ApprovalWanted);
        Refused(OperationCore.Approve(asked, Viewer, asked.ApprovalHash, Night, Times), asked, "responder");
        Refused(OperationCore.Approve(asked, Cleo with { Role = ResponseRole.Admin }, asked.ApprovalHash, Night, Times), asked, "another person");
        Refused(OperationCore.Approve(asked, new ResponseActor("BEN", ResponseRole.Admin), asked.ApprovalHash, Night, Times), asked, "another person");
        Refused(OperationCore.Approve(asked, new ResponseActor("bot", ResponseRole.Agent), asked.ApprovalHash, Night, Times), asked, "responder");
        Refused(OperationCore.Approve(asked, Anna, ApprovalHash.Of(asked.Proposal with { DurationMs = 1 }), Night, Times), asked, "look at it again");
        Refused(OperationCore.Approve(asked, Anna, null, Night, Times), asked, "look at it again");
        Refused(OperationCore.Approve(asked, Anna, asked.ApprovalHash, asked.StartByMs, Times), asked, "over");
        var agreed = OperationCore.Approve(asked, Anna, asked.ApprovalHash, asked.StartByMs - 1, Times).State;
        (agreed.Status, agreed.Call!.Kind).ShouldBe((OperationStatus.Approved, OperationCallKind.Plan));
        var expired = OperationCore.Tick(asked, asked.StartByMs, Times).State;
        expired.Status.ShouldBe(OperationStatus.ApprovalExpired);
        expired.Notices[^1].Kind.ShouldBe(OperationNoticeKind.ApprovalExpired);
    }

    [Fact]
    public void What_was_agreed_and_could_not_begin_in_time_does_not_begin()
    {
        var planned = Answer(OperationCore.Guards(Proposed(), Yes, Night, Times).State, Outcome(Confirmed), Night);
        OperationCore.Guards(planned, Yes, Night + Times.StartWithinMs, Times).State.Status.ShouldBe(OperationStatus.Denied);
        OperationCore.Tick(planned, Night + Times.StartWithinMs, Times).State.ShouldSatisfyAllConditions(s => s.Status.ShouldBe(OperationStatus.Denied), s => s.NeedsGuards.ShouldBeFalse());
    }

    [Fact]
    public void What_lasts_and_cannot_be_undone_needs_two_people()
    {
        var disable = Block() with { Action = ContainmentAction.DisableUser, Target = new ContainmentTarget { Kind = EntityKind.User, Value = "u@acme.example" }, IsReversible = false };
        var asked = OperationCore.Guards(Proposed(disable), Yes, Night, Times).State;
        asked.Status.ShouldBe(OperationStatus.AwaitingApproval, "though nobody said that people are to be asked");
        var one = OperationCore.Approve(asked, Anna, asked.ApprovalHash, Night, Times).State;
        (one.Status, one.Call).ShouldBe((OperationStatus.AwaitingApproval, null));
        Refused(OperationCore.Approve(one, Anna, one.ApprovalHash, Night, Times), one, "already");
        OperationCore.Approve(one, Ben, one.ApprovalHash, Night, Times).State.Status.ShouldBe(OperationStatus.Approved);
        OperationCore.ApprovalsNeeded(disable with { ProposedBy = Cleo }).ShouldBe(1, "she and another are two");
    }

    [Theory]
    [InlineData(ContainmentAction.RevokeSessions, EntityKind.User)]
    [InlineData(ContainmentAction.ResetConnection, EntityKind.Address)]
    public void What_needs_no_undo_waits_for_nobody_where_the_rules_agree(ContainmentAction action, EntityKind kind)
    {
        var proposal = Block() with { Action = action, Target = new ContainmentTarget { Kind = kind, Value = "u@acme.example" }, IsReversible = false };
        OperationCore.Guards(Proposed(proposal), Yes, Night, Times).State.Status.ShouldBe(OperationStatus.Approved);
        OperationCore.ApprovalsNeeded(proposal).ShouldBe(1, "where people are asked, one is enough");
    }

    [Fact]
    public void When_nobody_answers_only_what_the_client_agreed_to_is_done()
    {
        var plain = OperationCore.Guards(Proposed(Block() with { NeedsApproval = true }), Yes, Night, Times).State;
        Refused(OperationCore.NobodyAnswered(plain, Night, Times), plain, "did not agree");
        var agreed = OperationCore.Guards(Proposed(Block() with { NeedsApproval = true, ActsUnanswered = true }), Yes, Night, Times).State;
        var acting = OperationCore.NobodyAnswered(agreed, Night + Minute, Times).State;
        (acting.Status, acting.Call!.Kind).ShouldBe((OperationStatus.Approved, OperationCallKind.Plan));
        Refused(OperationCore.NobodyAnswered(acting, Night + Minute, Times), acting, "Nobody is asked");
        var forGood = OperationCore.Guards(Proposed(Block() with { Action = ContainmentAction.DisableUser, Target = new ContainmentTarget { Kind = EntityKind.User, Value = "u" }, IsReversible = false, ActsUnanswered = true }), Yes, Night, Times).State;
        Refused(OperationCore.NobodyAnswered(forGood, Night, Times), forGood, "did not agree");
    }

    [Fact]
    public void An_action_that_did_not_answer_is_asked_for_before_it_is_called_again_and_the_guard_rails_too()
    {
        var state = OperationCore.Tick(Executing(), Night + Times.CallDeadlineMs, Times).State;
        (state.Status, state.Call, state.IsUncertain).ShouldBe((OperationStatus.Executing, null, true));
        state = OperationCore.Tick(state, state.NextMs, Times).State;
        state.Call!.Kind.ShouldBe(OperationCallKind.Verify);
        var isSo = Answer(state, Outcome(Confirmed), Night + Minute);
        (isSo.Status, isSo.Applied!.Prior).ShouldBe((OperationStatus.Enforced, "open"));
        var isNot = Answer(state, Outcome(Failed), Night + Minute);
        (isNot.NeedsGuards, isNot.Call).ShouldBe((true, null));
        OperationCore.Guards(isNot, Yes, Night + Minute, Times).State.Call!.Kind.ShouldBe(OperationCallKind.Apply);
        var killed = OperationCore.Guards(isNot, No, Night + Minute, Times).State;
        killed.Call!.Kind.ShouldBe(OperationCallKind.Revert, "it may have happened");
    }

    [Fact]
    public void What_a_second_call_finds_may_be_what_the_first_did_and_is_undone_all_the_same()
    {
        var state = OperationCore.Tick(Executing(), Night + Times.CallDeadlineMs, Times).State;
        state = Answer(OperationCore.Tick(state, state.NextMs, Times).State, Outcome(Failed), Night + Minute);
        state = Answer(OperationCore.Guards(state, Yes, Night + Minute, Times).State, Outcome(Confirmed, prior: "blocked", wasSo: true), Night + Minute);
        (state.Status, state.Applied!.Prior, state.Applied.WasSoBefore).ShouldBe((OperationStatus.Enforced, "open", false));
    }

    [Fact]
    public void What_was_so_before_stays_so()
    {
        var state = Answer(Executing(), Outcome(Confirmed, wasSo: true), Night);
        (state.Status, state.Call).ShouldBe((OperationStatus.Ended, null));
        OperationEffects.Of(state).Settlement.ShouldBe(OperationSettlement.NothingDone);
    }

    [Fact]
    public void A_call_that_could_not_be_written_down_waits_until_it_would_begin_too_late()
    {
        var planning = OperationCore.Guards(Proposed(), Yes, Night, Times).State;
        OperationCore.NotMade(planning, planning.Call!.DeadlineMs - 1, Times).State.ShouldBeSameAs(planning);
        var later = OperationCore.NotMade(planning, planning.Call.DeadlineMs, Times).State;
        (later.Call!.Number, later.Call.DeadlineMs, later.Calls, later.LastEvent).ShouldBe((planning.Call.Number, planning.Call.DeadlineMs + Times.CallDeadlineMs, planning.Calls, planning.LastEvent), "the same call");
        OperationCore.NotMade(later, planning.StartByMs, Times).State.Status.ShouldBe(OperationStatus.Denied);

        var acting = Executing();
        OperationCore.NotMade(acting, acting.StartByMs - 1, Times).State.Call!.DeadlineMs.ShouldBe(acting.StartByMs, "and is looked at just then");
        var failed = OperationCore.NotMade(acting, acting.StartByMs, Times).State;
        (failed.Status, failed.IsUncertain, OperationEffects.Of(failed).Settlement).ShouldBe((OperationStatus.Failed, false, OperationSettlement.NothingDone), "nobody called it: nothing is in doubt");
        failed.Notices.ShouldHaveSingleItem().Kind.ShouldBe(OperationNoticeKind.Failed);

        var extending = OperationCore.Extend(Enforced(Block() with { EndsByItself = true }), Anna, Night + (90 * Minute), "", Night + (20 * Minute), Times).State;
        extending = OperationCore.Guards(Answer(extending, Outcome(Confirmed), Night + (20 * Minute)), Yes, Night + (20 * Minute), Times).State;
        OperationCore.NotMade(extending, extending.UntilMs - 1, Times).State.Status.ShouldBe(OperationStatus.Extending);
        OperationCore.NotMade(extending, extending.UntilMs, Times).State.ShouldSatisfyAllConditions(s => s.Status.ShouldBe(OperationStatus.Enforced), s => s.Notices[^1].Kind.ShouldBe(OperationNoticeKind.NotExtended));
    }

    [Fact]
    public void What_the_product_does_not_say_is_told_as_unverified_and_may_become_so_later()
    {
        var state = Answer(Executing(), Outcome(Pending), Night);
        for (var i = 1; i <= OperationTimes.VerifiesUntilTold; i++)
        {
            state.Status.ShouldBe(OperationStatus.Executing);
            state = OperationCore.Tick(state, state.NextMs, Times).State;
            state = Answer(state, Outcome(Pending), state.Call!.BeganMs);
        }

        state.Status.ShouldBe(OperationStatus.EnforcedUnverified);
        state.Notices.ShouldHaveSingleItem().Kind.ShouldBe(OperationNoticeKind.Unverified);
        state = OperationCore.Tick(state, state.NextMs, Times).State;
        Answer(state, Outcome(Confirmed), state.Call!.BeganMs).Status.ShouldBe(OperationStatus.Enforced);
        OperationCore.Tick(state with { Call = null }, state.UntilMs, Times).State.Call!.Kind.ShouldBe(OperationCallKind.Revert);
    }

    [Fact]
    public void What_surely_failed_is_told_and_gives_its_place_back()
    {
        var state = Answer(Executing(), Outcome(Failed), Night);
        state.Status.ShouldBe(OperationStatus.Failed);
        OperationEffects.Of(state).Settlement.ShouldBe(OperationSettlement.NothingDone);
        state.Notices.ShouldHaveSingleItem().Kind.ShouldBe(OperationNoticeKind.Failed);
    }

    [Fact]
    public void What_cannot_be_undone_now_is_tried_again_and_a_person_is_paged_once()
    {
        var state = OperationCore.Tick(Enforced(), Night + (60 * Minute), Times).State;
        var pauses = new List<long>();
        for (var i = 0; i < OperationTimes.MaxReverts; i++)
        {
            var now = state.Call!.BeganMs;
            state = Reload(Answer(state, Outcome(Failed, isTransient: true), now));
            pauses.Add(state.NextMs == 0 ? 0 : state.NextMs - now);
            state = OperationCore.Tick(state, state.NextMs == 0 ? now : state.NextMs, Times).State;
        }

        pauses.Take(3).ShouldBe([10_000, 20_000, 40_000]);
        pauses[^2].ShouldBe(Times.MaxRevertPauseMs);
        state.Status.ShouldBe(OperationStatus.RollbackFailed);
        state.Notices.Where(n => n.IsPage).ShouldHaveSingleItem();
        OperationEffects.Of(state).WakeMs.ShouldBeNull();
        state = OperationCore.Audited(state, state.LastEvent);
        var again = OperationCore.End(state, Anna, isUndo: true, "It is reachable again.", Night, Times).State;
        again.Call!.Kind.ShouldBe(OperationCallKind.Revert);
        again = Answer(again, Outcome(Confirmed), Night);
        (again.Status, again.Notices[^1].Kind).ShouldBe((OperationStatus.RolledBack, OperationNoticeKind.RolledBack));
        OperationEffects.Of(again).Settlement.ShouldBe(OperationSettlement.Undone);
    }

    [Fact]
    public void A_refusal_for_good_pages_at_once() =>
        Answer(OperationCore.Tick(Enforced(), Night + (60 * Minute), Times).State, Outcome(Failed), Night).ShouldSatisfyAllConditions(
            s => s.Status.ShouldBe(OperationStatus.RollbackFailed),
            s => s.Notices[^1].IsPage.ShouldBeTrue(),
            s => s.NextMs.ShouldBeGreaterThan(0));

    [Fact]
    public void More_time_needs_the_right_to_agree_and_has_a_bound()
    {
        var state = Enforced();
        var later = state.UntilMs + Minute;
        Refused(OperationCore.Extend(state, Cleo, later, "", Night, Times), state, "responder");
        Refused(OperationCore.Extend(Enforced(Block() with { ProposedBy = Anna }), Anna, later, "", Night, Times), null, "another person");
        Refused(OperationCore.Extend(state, Anna, state.UntilMs, "", Night, Times), state, "longer already");
        Refused(OperationCore.Extend(state, Anna, Night + Times.MaxTotalMs + 1, "", Night, Times), state, "168 hours");
        Refused(OperationCore.Extend(state, Anna, later, "", state.UntilMs, Times), state, "not in force");
        var extended = OperationCore.Extend(state, Anna, later, "He is still at it.", Night, Times).State;
        (extended.Status, extended.UntilMs, extended.Call).ShouldBe((OperationStatus.Enforced, later, null));
    }

    [Fact]
    public void Where_the_product_ends_it_by_itself_more_time_is_told_to_it()
    {
        var state = Enforced(Block() with { EndsByItself = true });
        var later = state.UntilMs + Minute;
        state = OperationCore.Extend(state, Anna, later, "", Night, Times).State;
        (state.Status, state.Call!.Kind).ShouldBe((OperationStatus.Extending, OperationCallKind.Verify));
        var asked = Answer(state, Outcome(Confirmed), Night);
        var told = OperationCore.Guards(asked, Yes, Night, Times).State;
        (told.Call!.Kind, told.Order.UntilMs).ShouldBe((OperationCallKind.Apply, later));
        var longer = Answer(told, Outcome(Confirmed, prior: "blocked", wasSo: true), Night);
        (longer.Status, longer.UntilMs, longer.Applied!.Prior).ShouldBe((OperationStatus.Enforced, later, "open"));
        var kept = Answer(told, Outcome(Failed), Night);
        (kept.Status, kept.UntilMs, kept.Order.UntilMs).ShouldBe((OperationStatus.Enforced, later - Minute, later - Minute));
        kept.Notices[^1].Kind.ShouldBe(OperationNoticeKind.NotExtended);
        OperationCore.Guards(asked, No, Night, Times).State.ShouldSatisfyAllConditions(s => s.Status.ShouldBe(OperationStatus.Enforced), s => s.UntilMs.ShouldBe(later - Minute));
        Answer(told, Outcome(Unverified, isTransient: true), Night).ShouldSatisfyAllConditions(s => s.Status.ShouldBe(OperationStatus.EnforcedUnverified), s => s.UntilMs.ShouldBe(later));
    }

    [Fact]
    public void Who_ends_it_while_it_is_called_waits_for_what_it_comes_to()
    {
        var state = OperationCore.End(Executing(), Cleo, isUndo: true, "That is our scanner.", Night, Times).State;
        state.Call!.Kind.ShouldBe(OperationCallKind.Apply);
        Refused(OperationCore.End(state, Anna, isUndo: true, "", Night, Times), state, "already");
        Answer(state, Outcome(Confirmed), Night).Call!.Kind.ShouldBe(OperationCallKind.Revert);
        Answer(state, Outcome(Unverified, isTransient: true), Night).Call!.Kind.ShouldBe(OperationCallKind.Revert);
        Answer(state, Outcome(Failed), Night).Status.ShouldBe(OperationStatus.Failed, "there is nothing to undo");
        Refused(OperationCore.End(Enforced(), Viewer, isUndo: true, "", Night, Times), null, "analyst");
        Refused(OperationCore.End(Proposed(), Anna, isUndo: true, "", Night, Times), null, "reject");
        Refused(OperationCore.Reject(Enforced(), Anna, "", Night), null, "undo it");
    }

    [Fact]
    public void A_proposal_that_makes_no_sense_is_refused()
    {
        foreach (var bad in (OperationProposal[])
        [
            Block() with { OperationId = " " }, Block() with { DurationMs = 0 }, Block() with { DurationMs = Times.MaxTotalMs + 1 }, Block() with { Action = ContainmentAction.Unknown },
            Block() with { EvidenceIds = new string[OperationProposal.MaxEvidence + 1] }, Block() with { EvidenceIds = [""] }, Block() with { ProposedBy = Viewer },
            Block() with { Target = new ContainmentTarget { Kind = EntityKind.Address, Value = "" } }, Block() with { Reason = new string('x', 600) },
        ])
        {
            var (state, refusal) = OperationCore.Propose(bad, Night, Times);
            state.ShouldBeNull();
            refusal.ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public void What_is_approved_differs_in_every_part()
    {
        var block = Block();
        string[] hashes =
        [
            ApprovalHash.Of(block), ApprovalHash.Of(block with { DurationMs = 1 }), ApprovalHash.Of(block with { Action = ContainmentAction.ResetConnection }),
            ApprovalHash.Of(block with { Target = block.Target with { Ip = "198.51.100.0/28" } }), ApprovalHash.Of(block with { Connector = "other" }),
            ApprovalHash.Of(block with { Target = block.Target with { Connection = new TargetConnection("a", 1, "b", 2) } }), ApprovalHash.Of(block with { Client = "b" }),
        ];
        hashes.Distinct(StringComparer.Ordinal).Count().ShouldBe(hashes.Length);
        ApprovalHash.Of(block).ShouldBe(ApprovalHash.Of(Block() with { Reason = "Said otherwise." }));
    }

    private static void Refused(OperationStep step, OperationState? state, string why)
    {
        step.Refusal.ShouldNotBeNull();
        step.Refusal.ShouldContain(why);
        if (state is not null)
        {
            step.State.ShouldBeSameAs(state);
        }
    }
}
