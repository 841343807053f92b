using Shouldly;
using Soc.Model.Response;
using Soc.Response.Operations;
using Xunit;
using static Soc.Response.Tests.Operations.Some;

namespace Soc.Response.Tests.Operations;

/// <summary>The other product does not know the target any more: 404, at any call.</summary>
public sealed class OperationGoneTests
{
    private static readonly ContainmentOutcome Gone = Outcome(ContainmentOutcomeKind.Failed) with { Reason = "404: there is no such device." };

    [Theory]
    [InlineData(OperationCallKind.Plan)]
    [InlineData(OperationCallKind.Apply)]
    public void What_never_was_fails_is_told_and_gives_its_place_back(OperationCallKind at)
    {
        var state = at == OperationCallKind.Apply ? Executing() : OperationCore.Guards(Proposed(), Yes, Night, Times).State;
        state.Call!.Kind.ShouldBe(at);
        state = Answer(state, Gone, Night);
        state.Status.ShouldBe(OperationStatus.Failed);
        state.Notices.ShouldHaveSingleItem().ShouldSatisfyAllConditions(n => n.Kind.ShouldBe(OperationNoticeKind.Failed), n => n.Text.ShouldContain("404"));
        OperationEffects.Of(state).ShouldSatisfyAllConditions(e => e.Settlement.ShouldBe(OperationSettlement.NothingDone), e => e.Call.ShouldBeNull(), e => e.WakeMs.ShouldBeNull());
    }

    /// <summary>Whether it was in force before it went nobody knows: it is tried again, and restored.</summary>
    [Fact]
    public void What_may_have_been_is_asked_for_agreed_to_again_and_restored()
    {
        var state = Answer(Executing(), OperationCore.NoAnswer, Night);
        state = OperationCore.Tick(state, state.NextMs, Times).State;
        state = Answer(state, Gone, Night);
        state.NeedsGuards.ShouldBeTrue("it is not so, and nothing is done again without them");
        state = OperationCore.Guards(state, Yes, Night, Times).State;
        state.Call!.Kind.ShouldBe(OperationCallKind.Apply);
        state = Answer(state, Gone, Night);
        (state.Status, state.Call!.Kind).ShouldBe((OperationStatus.RollingBack, OperationCallKind.Revert));
    }

    [Fact]
    public void What_cannot_be_restored_pages_is_tried_again_by_itself_and_once_more_when_a_person_asks()
    {
        var state = Enforced();
        state = OperationCore.Tick(state, state.UntilMs, Times).State;
        var now = state.UntilMs;
        for (var i = 1; i <= OperationTimes.MaxReverts; i++)
        {
            (state.Call!.Kind, state.Reverts).ShouldBe((OperationCallKind.Revert, i));
            state = Answer(state, Gone, now);
            state.Status.ShouldBe(OperationStatus.RollbackFailed);
            if (OperationEffects.Of(state).WakeMs is { } wake)
            {
                (wake - now).ShouldBeInRange(1, Times.MaxRevertPauseMs);
                now = wake;
                state = OperationCore.Tick(state, now, Times).State;
            }
        }

        state.Call.ShouldBeNull("enough by itself");
        state.Notices.Count(n => n.IsPage).ShouldBe(1, "once");
        state = OperationCore.Audited(state, state.LastEvent);
        state = OperationCore.End(state, Anna, isUndo: false, "It is back.", now, Times).State;
        state.Call!.Kind.ShouldBe(OperationCallKind.Revert);
        state = Answer(state, Outcome(ContainmentOutcomeKind.Confirmed), now);
        state.Status.ShouldBe(OperationStatus.RolledBack);
        state.Notices[^1].Kind.ShouldBe(OperationNoticeKind.RolledBack, "who was paged hears that it is over");
    }
}
