using Shouldly;
using Soc.Model.Response;
using Soc.Response.Operations;
using Xunit;

namespace Soc.Response.Tests.Operations;

/// <summary>Two operations against one target, in a product that knows only whether it is so.</summary>
public sealed class OperationHoldsTests
{
    private const long Later = Some.Night + (60 * Some.Minute);

    [Fact]
    public void What_another_operation_did_is_held_by_both_and_the_last_one_restores_what_was_before_the_first()
    {
        var first = Expired(Some.Enforced(Some.Block("one")));
        first.Call!.Kind.ShouldBe(OperationCallKind.Revert);
        var bequest = OperationCore.BequestOf(first)!;
        bequest.Applied.Prior.ShouldBe("open");

        var second = Shared("two");
        second.Status.ShouldBe(OperationStatus.Enforced, "though it was so before");
        var (inherited, answer) = OperationCore.Inherit(second, bequest, Later, Some.Times);
        answer.ShouldBe(new BequestAnswer(BequestAnswerKind.Taken, second.UntilMs));
        (inherited.Applied!.Prior, inherited.Applied.WasSoBefore, inherited.Order.Inherited.ShouldHaveSingleItem()).ShouldBe(("open", false, "one"));
        OperationCore.Inherit(inherited, bequest, Later, Some.Times).ShouldBe((inherited, answer), "said again");
        first = OperationCore.HandedOver(first, first.Call.Number, "two", answer.UntilMs, Later).State;
        (first.Status, first.Call, first.Notices.LastOrDefault()?.Kind).ShouldBe((OperationStatus.Ended, null, OperationNoticeKind.Enforced));
        OperationEffects.Of(first).Settlement.ShouldBe(OperationSettlement.Ended);

        inherited = OperationCore.End(Some.Reload(inherited), Some.Anna, isUndo: false, "", Later, Some.Times).State;
        inherited.Call!.Kind.ShouldBe(OperationCallKind.Revert);
        Some.Answer(inherited, Some.Outcome(ContainmentOutcomeKind.Confirmed), Later).Status.ShouldBe(OperationStatus.RolledBack);
        OperationCore.Inherit(inherited, bequest with { From = "three" }, Later, Some.Times).Answer.Kind.ShouldBe(BequestAnswerKind.Refused, "it is being undone as well");
    }

    [Fact]
    public void One_that_ends_while_the_first_is_in_force_undoes_nothing()
    {
        var second = OperationCore.End(Shared("two"), Some.Anna, isUndo: true, "", Later, Some.Times).State;
        (second.Status, second.Call).ShouldBe((OperationStatus.Ended, null));
        OperationEffects.Of(second).Settlement.ShouldBe(OperationSettlement.Undone, "it was in force, and it was wrong");
    }

    [Fact]
    public void Who_has_undone_by_hand_is_told_that_it_stays_in_force()
    {
        var first = OperationCore.End(Some.Enforced(), Some.Anna, isUndo: true, "Ours.", Later, Some.Times).State;
        first = OperationCore.HandedOver(first, first.Call!.Number, "two", Later, Later).State;
        first.Notices[^1].Kind.ShouldBe(OperationNoticeKind.HandedOver);
        first.Notices[^1].Text.ShouldContain("stays in force");
        OperationCore.HandedOver(first, 99, "two", Later, Later).IsRefused.ShouldBeTrue();
    }

    [Fact]
    public void What_is_not_known_to_have_begun_takes_nothing_over_and_is_waited_for()
    {
        var first = Expired(Some.Enforced());
        var bequest = OperationCore.BequestOf(first)!;
        OperationCore.Inherit(Some.Executing(Some.Block("two")), bequest, Later, Some.Times).Answer.Kind.ShouldBe(BequestAnswerKind.Undecided);
        OperationCore.Inherit(Some.Proposed(Some.Block("two")), bequest, Later, Some.Times).Answer.Kind.ShouldBe(BequestAnswerKind.Undecided);

        // Perhaps it happened: it will be undone however it ends, and so it can be left to it.
        var perhaps = Some.Answer(Some.Executing(Some.Block("two")), OperationCore.NoAnswer, Some.Night);
        OperationCore.Inherit(perhaps, bequest, Later, Some.Times).Answer.Kind.ShouldBe(BequestAnswerKind.Taken);

        first = OperationCore.WaitForHolder(first, first.Call!.Number, "two", Later).State;
        (first.Status, first.Call, first.Reverts).ShouldBe((OperationStatus.RollingBack, null, 0), "waiting is no failure");
        first = OperationCore.Tick(first, first.NextMs, Some.Times).State;
        first.Call!.Kind.ShouldBe(OperationCallKind.Revert);
    }

    [Fact]
    public void Where_the_product_keeps_the_end_it_is_told_the_later_one()
    {
        var (state, _) = OperationCore.Inherit(Shared("two", endsByItself: true), OperationCore.BequestOf(Expired(Some.Enforced()))!, Some.Night + Some.Minute, Some.Times);
        (state.Status, state.Call!.Kind).ShouldBe((OperationStatus.Extending, OperationCallKind.Verify));
        state = Some.Answer(state, Some.Outcome(ContainmentOutcomeKind.Confirmed), Some.Night + Some.Minute);
        state = OperationCore.Guards(state, Some.Yes, Some.Night + Some.Minute, Some.Times).State;
        (state.Call!.Kind, state.Order.UntilMs).ShouldBe((OperationCallKind.Apply, state.UntilMs));
        Some.Answer(state, Some.Outcome(ContainmentOutcomeKind.Confirmed), Some.Night + Some.Minute).ShouldSatisfyAllConditions(
            s => s.Status.ShouldBe(OperationStatus.Enforced), s => s.Applied!.Prior.ShouldBe("open"));
    }

    [Fact]
    public void While_another_one_is_being_undone_it_does_not_begin_and_plans_anew()
    {
        var state = OperationCore.Guards(Some.Proposed(), Some.Yes, Some.Night, Some.Times).State;
        state = Some.Answer(state, Some.Outcome(ContainmentOutcomeKind.Confirmed, prior: "closed", wasSo: true), Some.Night);
        state = OperationCore.Guards(state, Some.Yes with { RetryAfterMs = 2_000 }, Some.Night, Some.Times).State;
        (state.Status, state.Call, OperationEffects.Of(state).WakeMs).ShouldBe((OperationStatus.Approved, null, Some.Night + 2_000));
        state = OperationCore.Tick(state, Some.Night + 2_000, Some.Times).State;
        state.Call!.Kind.ShouldBe(OperationCallKind.Plan);
        state = Some.Answer(state, Some.Outcome(ContainmentOutcomeKind.Confirmed, prior: "open"), Some.Night + 2_000);
        state.Plan!.Prior.ShouldBe("open");
        OperationCore.Guards(state, Some.Yes, Some.Night + 2_000, Some.Times).State.Call!.Kind.ShouldBe(OperationCallKind.Apply);
    }

    [Fact]
    public void Where_the_product_keeps_operations_apart_there_is_nothing_to_leave() =>
        OperationCore.BequestOf(Expired(Some.Enforced(Some.Block() with { KeepsHolds = true }))).ShouldBeNull();

    private static OperationState Expired(OperationState state) => OperationCore.Tick(state, state.UntilMs, Some.Times).State;

    private static OperationState Shared(string id, bool endsByItself = false)
    {
        var state = OperationCore.Guards(Some.Proposed(Some.Block(id) with { DurationMs = 120 * Some.Minute, EndsByItself = endsByItself }), Some.Yes, Some.Night, Some.Times).State;
        state = Some.Answer(state, Some.Outcome(ContainmentOutcomeKind.Confirmed, prior: "closed", wasSo: true), Some.Night);
        state = OperationCore.Guards(state, Some.Yes with { SharedWith = ["one"] }, Some.Night, Some.Times).State;
        return Some.Answer(state, Some.Outcome(ContainmentOutcomeKind.Confirmed, prior: "closed", wasSo: true), Some.Night);
    }
}
