using CsCheck;
using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.GuardRails;
using Soc.Response.Tests.Operations;
using Xunit;

namespace Soc.Response.Tests.GuardRails;

/// <summary>How many actions there are, at most.</summary>
public sealed class ActionBudgetTests
{
    private static readonly GuardRules Rules = new() { MaxHourlyOfClient = 6, MaxHourlyOfConnector = 4, MaxHourlyOfRule = 3, Devices = 100, MaxDeviceShare = 0.03, AlwaysAtOnce = 1 };

    [Fact]
    public void Whoever_asks_again_has_his_place_and_what_was_not_done_gives_it_back()
    {
        var state = new LimitsState();
        for (var i = 0; i < 3; i++)
        {
            (state, var decision) = Take(state, Some.Block($"op-{i}"), Some.Night);
            decision.IsPassed.ShouldBeTrue();
        }

        Take(state, Some.Block("op-3"), Some.Night).Decision.Refusals.ShouldContain("by rule night within the hour, of 3");
        Take(state, Some.Block("op-2"), Some.Night).ShouldSatisfyAllConditions(t => t.Decision.IsPassed.ShouldBeTrue(), t => t.State.ShouldBe(state));
        var given = ActionBudget.Settle(state, "op-1", OperationSettlement.NothingDone, Some.Night);
        Take(given, Some.Block("op-3"), Some.Night).Decision.IsPassed.ShouldBeTrue();
        var ended = ActionBudget.Settle(state, "op-1", OperationSettlement.Ended, Some.Night);
        Take(ended, Some.Block("op-3"), Some.Night).Decision.IsPassed.ShouldBeFalse("it was done within the hour");
        ActionBudget.Settle(ended, "op-1", OperationSettlement.Undone, Some.Night).ShouldBeSameAs(ended, "told again it changes nothing");
        Take(ended, Some.Block("op-3"), Some.Night + ActionBudget.HourMs).Decision.IsPassed.ShouldBeTrue("the hour is over");
    }

    [Fact]
    public void Not_too_many_devices_are_cut_off_at_the_same_time_however_long_ago()
    {
        var state = new LimitsState();
        for (var i = 0; i < 3; i++)
        {
            (state, var decision) = Take(state, Isolate(i), Some.Night + (i * ActionBudget.HourMs));
            decision.IsPassed.ShouldBeTrue(decision.Refusals);
        }

        var later = Some.Night + (9 * ActionBudget.HourMs);
        Take(state, Isolate(3), later).Decision.Refusals.ShouldContain("4 devices are acted against at the same time, of 3");
        Take(state, Isolate(2) with { OperationId = "other" }, later).Decision.IsPassed.ShouldBeTrue("that one is cut off already");
        Take(ActionBudget.Settle(state, "iso-0", OperationSettlement.Ended, later), Isolate(3), later).Decision.IsPassed.ShouldBeTrue();
        Take(new LimitsState(), Isolate(0), later, Rules with { Devices = 0 }).Decision.IsPassed.ShouldBeTrue("a few always");
    }

    [Fact]
    public void When_people_undo_too_much_nothing_more_happens_by_itself()
    {
        var state = new LimitsState();
        for (var i = 0; i < 5; i++)
        {
            var at = Some.Night + (i * ActionBudget.HourMs);
            (state, _) = Take(state, Some.Block($"op-{i}"), at);
            state = ActionBudget.Settle(state, $"op-{i}", i % 3 == 0 ? OperationSettlement.Undone : OperationSettlement.Ended, at);
        }

        var now = Some.Night + (9 * ActionBudget.HourMs);
        Take(state, Some.Block("op-9"), now).Decision.Refusals.ShouldContain("2 of the last 5 actions were undone");
        Take(state, Some.Block("op-9") with { NeedsApproval = true }, now).Decision.IsPassed.ShouldBeTrue("a person decides");
        Take(state, Some.Block("op-9"), now, Rules with { BreakerWithinMs = 8 * ActionBudget.HourMs }).Decision.IsPassed.ShouldBeTrue("the first ended too long ago: four are too few");
        Take(state, Some.Block("op-9"), Some.Night - (9 * ActionBudget.HourMs)).Decision.IsPassed.ShouldBeFalse("a clock that was put back gives nothing free");
        Take(state with { Endings = [] }, Some.Block("op-9"), now).Decision.IsPassed.ShouldBeTrue("a person set it back");
    }

    [Fact]
    public void The_hour_slides_and_never_holds_more_than_it_may() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[0, 30], Gen.Int[0, 3], Gen.Int[0, 2]).Array[1, 120].Sample(steps =>
        {
            var (state, now, done) = (new LimitsState(), Some.Night, new List<(string Id, long At)>());
            foreach (var (op, minutes, what, rule) in steps)
            {
                now += minutes * Some.Minute;
                var id = $"op-{op}-{now / (3 * ActionBudget.HourMs)}";
                if (what == 0)
                {
                    var isNothing = op % 2 == 0;
                    state = ActionBudget.Settle(state, id, isNothing ? OperationSettlement.NothingDone : OperationSettlement.Ended, now);
                    if (isNothing)
                    {
                        done.RemoveAll(d => d.Id == id && Array.TrueForAll(state.Places, p => p.OperationId != id));
                    }
                }
                else
                {
                    (state, var decision) = Take(state, Some.Block(id) with { RuleId = $"rule-{rule}" }, now);
                    if (decision.IsPassed && !done.Exists(d => d.Id == id))
                    {
                        done.Add((id, now));
                    }
                }

                done.Count(d => now - d.At < ActionBudget.HourMs).ShouldBeLessThanOrEqualTo(Rules.MaxHourlyOfConnector);
                state = Some.Serializer.Deserialize<LimitsState>(Some.Serializer.SerializeToArray(state))!;
                (state.Places.Length <= LimitsState.MaxPlaces && state.Endings.Length <= LimitsState.MaxEndings).ShouldBeTrue();
            }
        }, iter: 300);

    private static (LimitsState State, GuardDecision Decision) Take(LimitsState state, OperationProposal proposal, long nowMs, GuardRules? rules = null) =>
        GuardRail.Check(state, proposal, rules ?? Rules, takes: true, nowMs);

    private static OperationProposal Isolate(int i) => Some.Block($"iso-{i}") with
    {
        Action = ContainmentAction.IsolateDevice,
        Target = new ContainmentTarget { Kind = EntityKind.Device, Value = $"laptop-{i}" },
    };
}
