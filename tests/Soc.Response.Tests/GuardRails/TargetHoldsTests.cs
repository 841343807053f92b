using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.GuardRails;
using Soc.Response.Tests.Operations;
using Xunit;

namespace Soc.Response.Tests.GuardRails;

public sealed class TargetHoldsTests
{
    private const long T0 = Some.Night;

    private static readonly GuardRules Rules = new() { Users = 1_000 };

    [Fact]
    public void Who_holds_the_same_is_known_by_any_name_and_only_in_the_same_product()
    {
        var state = Take(new LimitsState(), Disable("a", "anna.keller@example.com"), T0);
        state = Take(state, Disable("b", "emp-77") with { Target = new ContainmentTarget { Kind = EntityKind.User, Value = "emp-77", UserName = "Anna.Keller@example.com" } }, T0 + 1);
        state = Take(state, Disable("c", "anna.keller@example.com") with { Connector = "entra" }, T0 + 2);
        state = Take(state, Disable("d", "ben@example.com"), T0 + 3);
        GuardRail.Check(state, Disable("e", "ANNA.KELLER@example.com"), Rules, takes: false, T0 + 4).Decision.SharedWith.ShouldBe(["a", "b"]);
        TargetHolds.Others(state, Disable("e", "anna.keller@example.com") with { KeepsHolds = true }).ShouldBeEmpty("the product keeps them apart");
        TargetHolds.Others(state, Disable("e", "anna.keller@example.com") with { Action = ContainmentAction.MarkCompromised }).ShouldBeEmpty();
        TargetHolds.Others(ActionBudget.Settle(state, "a", OperationSettlement.Ended, T0 + 5), Disable("e", "anna.keller@example.com")).ShouldHaveSingleItem().OperationId.ShouldBe("b");
    }

    [Fact]
    public void While_the_last_one_undoes_nobody_begins_and_not_for_longer_than_a_call_lasts()
    {
        var (a, b) = (Disable("a", "anna"), Disable("b", "anna"));
        var state = Take(new LimitsState(), a, T0);
        (state, var others) = TargetHolds.Release(state, "a", [], T0 + 10);
        others.ShouldBeEmpty();
        var (same, waits) = GuardRail.Check(state, b, Rules, takes: true, T0 + 20);
        (waits.IsPassed, waits.RetryAfterMs).ShouldBe((true, TargetHolds.MaxRetryMs));
        same.ShouldBeSameAs(state, "no place is taken");
        state = Take(state, b, T0 + 10 + TargetHolds.LeaseMs);
        TargetHolds.Release(state, "a", [], T0 + 100_000).Others.ShouldBe(["b"]);
        TargetHolds.Release(state, "a", ["b"], T0 + 100_000).Others.ShouldBeEmpty("it is being undone as well");
        TargetHolds.Release(state, "nobody", [], T0).ShouldSatisfyAllConditions(r => r.Others.ShouldBeEmpty(), r => r.State.ShouldBeSameAs(state));
        GuardRail.Check(state, b, Rules, takes: true, T0 + 20).Decision.RetryAfterMs.ShouldBe(0, "who has begun goes on");
    }

    [Fact]
    public void Public_name_servers_are_never_blocked_and_the_limits_are_those_that_were_agreed()
    {
        var block = Some.Block() with { Target = new ContainmentTarget { Kind = EntityKind.Address, Value = "8.8.8.8", Ip = "8.8.8.8" } };
        GuardRail.Check(new LimitsState(), block, Rules, takes: false, T0).Decision.Refusals.ShouldContain("public name server");
        GuardRail.Check(new LimitsState(), block with { Action = ContainmentAction.ResetConnection }, Rules, takes: false, T0).Decision.IsPassed.ShouldBeTrue();
        new GuardRules().ShouldBeEquivalentTo(new GuardRules().With(Soc.Model.Policies.EngagementLimits.Default));
        new GuardRules().With(new Soc.Model.Policies.EngagementLimits { ActionsPerHour = 3 }).MaxHourlyOfClient.ShouldBe(3);
    }

    private static OperationProposal Disable(string id, string user) => Some.Block(id) with
    {
        Action = ContainmentAction.DisableUser,
        Target = new ContainmentTarget { Kind = EntityKind.User, Value = user },
        Connector = "okta",
        RuleId = null,
    };

    private static LimitsState Take(LimitsState state, OperationProposal proposal, long nowMs)
    {
        var (next, decision) = GuardRail.Check(state, proposal, Rules, takes: true, nowMs);
        decision.IsPassed.ShouldBeTrue(decision.Refusals);
        decision.RetryAfterMs.ShouldBe(0);
        return next;
    }
}
