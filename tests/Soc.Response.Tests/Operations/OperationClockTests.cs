using Shouldly;
using Soc.Model.Response;
using Soc.Response.Operations;
using Xunit;
using static Soc.Response.Tests.Operations.Some;

namespace Soc.Response.Tests.Operations;

/// <summary>The wall clock jumps, in each state of a whole life.</summary>
public sealed class OperationClockTests
{
    private const long Back = 60 * Minute;

    // What it waits for besides its limit: people, a dead caller, and pauses between questions.
    private static readonly long Patience = Times.ApprovalMs + Times.StartWithinMs + (4 * Times.CallDeadlineMs) + Times.MaxVerifyPauseMs;

    [Fact]
    public void A_life_has_every_state_that_is_not_an_end_on_its_way()
    {
        var seen = OperationLife.States().Select(s => s.State.Status).ToHashSet();
        Enum.GetValues<OperationStatus>().Where(s => s != OperationStatus.Unknown && !OperationStatuses.IsFinal(s)).ShouldAllBe(s => seen.Contains(s));
        seen.ShouldContain(OperationStatus.RolledBack);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void When_it_jumps_over_every_limit_nothing_begins_any_more_and_what_is_in_force_ends(bool callerIsDead)
    {
        foreach (var (state, at) in OperationLife.States().Where(s => !OperationStatuses.IsFinal(s.State.Status)))
        {
            var now = at + Times.MaxTotalMs + Back;
            var next = OperationCore.Tick(callerIsDead ? OperationCore.Resume(state, now, Times).State : state, now, Times).State;
            var (end, _, applies) = OperationLife.GoOn(next, now, callerIsDead);
            var what = $"{state.Status} with {state.Call?.Kind.ToString() ?? "no call"}";
            applies.ShouldBe(0, what);
            end.Status.ShouldBe(state.Applies > 0 ? OperationStatus.RolledBack : state.Status == OperationStatus.AwaitingApproval ? OperationStatus.ApprovalExpired : OperationStatus.Denied, what);
            (end.Reverts > 0).ShouldBe(state.Applies > 0, what);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void When_it_is_put_back_nothing_lasts_longer_and_nothing_is_done_twice(bool isRestarted)
    {
        foreach (var (state, at) in OperationLife.States().Where(s => !OperationStatuses.IsFinal(s.State.Status)))
        {
            var now = at - Back;
            var next = isRestarted ? OperationCore.Resume(state, now, Times).State : OperationCore.SetBack(state, Back, now).State;
            var what = $"{state.Status} with {state.Call?.Kind.ToString() ?? "no call"}";
            next.History.ShouldContain(e => e.Kind == "clock" && e.AtMs == now, what);
            var (end, endMs, _) = OperationLife.GoOn(next, now, isRestarted);
            end.Status.ShouldBe(state.Status is OperationStatus.Proposed or OperationStatus.AwaitingApproval ? OperationStatus.ApprovalExpired : OperationStatus.RolledBack, what);
            var left = state.UntilMs == 0 ? state.Proposal.DurationMs : Math.Max(state.UntilMs, state.ExtendedUntilMs) - at;
            (endMs - now).ShouldBeLessThanOrEqualTo(left + (state.UntilMs == 0 ? Patience : Times.CallDeadlineMs + Times.MaxRevertPauseMs), what);
            if (state.UntilMs != 0 && state.Status is OperationStatus.Enforced or OperationStatus.EnforcedUnverified)
            {
                (endMs - now).ShouldBe(left, what);
            }
        }
    }

    [Fact]
    public void A_clock_that_is_put_right_by_a_little_changes_nothing_nor_does_one_after_the_end()
    {
        var state = Enforced();
        OperationCore.SetBack(state, OperationTimes.ClockToleranceMs, Night).State.ShouldBeSameAs(state);
        OperationCore.Resume(state, Night - OperationTimes.ClockToleranceMs, Times).State.ShouldBeSameAs(state);
        var over = OperationLife.States()[^1];
        OperationCore.SetBack(over.State, Back, over.AtMs - Back).State.ShouldBeSameAs(over.State);
        var waiting = OperationCore.SetBack(state, Back, Night).State;
        (waiting.NextMs, waiting.ExtendedUntilMs, waiting.Call).ShouldBe((0, 0, null), "what is not there stays away");
    }

    [Fact]
    public void People_may_agree_as_long_as_before_it_was_put_back()
    {
        var asked = OperationCore.Guards(Proposed(Block() with { NeedsApproval = true }), Yes, Night, Times).State;
        asked = OperationCore.SetBack(asked, Back, Night - Back).State;
        OperationCore.Approve(asked, Anna, asked.ApprovalHash, Night - Back + Times.ApprovalMs, Times).IsRefused.ShouldBeTrue();
        OperationCore.Approve(asked, Anna, asked.ApprovalHash, Night - Back + Times.ApprovalMs - 1, Times).IsRefused.ShouldBeFalse();
    }
}
