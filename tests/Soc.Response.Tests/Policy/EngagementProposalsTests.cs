using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Response;
using Soc.Response.Operations;
using Soc.Response.Policy;
using Xunit;

namespace Soc.Response.Tests.Policy;

/// <summary>From what the rules decide to what is proposed, and to what people hear.</summary>
public sealed class EngagementProposalsTests
{
    private static readonly RuleOfEngagement _block = Make.Rule("block_address", "act_and_wake", 90, id: "block");
    private static readonly RuleOfEngagement _ask = Make.Rule("disable_user", "ask", 80, minutes: 240, id: "ask-user");

    [Fact]
    public void Each_connector_that_does_an_agreed_action_is_told_and_the_same_decision_gives_the_same_operations()
    {
        var incident = Make.Incident(93, Make.Night, Make.Anna, Make.Attacker);
        var policy = Make.Policy(_block, _ask);
        var (proposals, undoable) = Of(policy, incident, a => a == ContainmentAction.BlockAddress ? ["fw-zurich", "feed"] : ["okta"]);
        undoable.ShouldBeEmpty();
        proposals.Select(p => (p.Action, p.Connector, p.NeedsApproval)).ShouldBe(
            [(ContainmentAction.DisableUser, "okta", true), (ContainmentAction.BlockAddress, "fw-zurich", false), (ContainmentAction.BlockAddress, "feed", false)]);
        proposals.Select(p => p.OperationId).Distinct(StringComparer.Ordinal).Count().ShouldBe(3);
        Of(policy, incident with { Version = 9, Score = 95 }, a => a == ContainmentAction.BlockAddress ? ["fw-zurich", "feed"] : ["okta"])
            .Proposals.All(p => proposals.Any(o => o.OperationId == p.OperationId)).ShouldBeTrue("a worse incident is the same operation");
        Of(policy, incident with { Id = "inc-2" }, _ => ["feed"]).Proposals[0].OperationId.Equals(Of(policy, incident, _ => ["feed"]).Proposals[0].OperationId, StringComparison.Ordinal).ShouldBeFalse();
        var block = proposals[1];
        (block.DurationMs, block.RuleId, block.RuleVersion, block.IncidentId).ShouldBe((3_600_000, "block", 7, "inc-1"));
        block.EvidenceIds.ShouldBe([.. incident.Signals.Select(s => s.Id)]);
        OperationCore.Propose(block with { IsReversible = true }, Make.Night, OperationTimes.Default).Refusal.ShouldBeNull("what is proposed is always well formed");
    }

    [Fact]
    public void Whose_right_is_gone_acts_no_more_by_his_rules_and_people_are_asked()
    {
        var incident = Make.Incident(93, Make.Night, Make.Attacker);
        var policy = Make.Policy(_block) with { Engagement = Engagement.Default with { WhenNobodyAnswers = NobodyAnswers.Act } };
        var agreed = Of(policy, incident, _ => ["feed"]).Proposals[0];
        (agreed.NeedsApproval, agreed.ActsUnanswered).ShouldBe((false, true));
        var lost = Of(policy, incident, _ => ["feed"], "He left.").Proposals[0];
        (lost.NeedsApproval, lost.ActsUnanswered, lost.Reason.StartsWith("He left. ", StringComparison.Ordinal)).ShouldBe((true, false, true));
    }

    [Fact]
    public void A_rule_on_trial_leads_to_an_operation_that_does_nothing_and_one_that_only_tells_to_none()
    {
        var incident = Make.Incident(93, Make.Night, Make.Attacker);
        Of(Make.Policy(_block with { Shadow = true }), incident, _ => ["feed"]).Proposals.Single().IsShadow.ShouldBeTrue();
        Of(Make.Policy(Make.Rule(null, "notify", 50)), incident, _ => ["feed"]).Proposals.ShouldBeEmpty();
        Of(Make.Policy(_block), incident with { Escalation = incident.Escalation with { Late = true } }, _ => ["feed"]).Proposals.ShouldBeEmpty("what came late starts nothing");
    }

    [Fact]
    public void What_no_connector_does_is_told_to_people_and_what_came_late_to_nobody_at_once()
    {
        var incident = Make.Incident(93, Make.Night, Make.Attacker) with { Escalation = new(EscalationDecision.None, "under the threshold", false) };
        var policy = Make.Policy(Make.Rule("block_address", "act_then_tell", 90, id: "block"));
        var (proposals, undoable) = Of(policy, incident, _ => []);
        proposals.ShouldBeEmpty();
        var alarm = EngagementAlarm.Of(EngagementRules.Decide(policy, Make.Zurich, incident, Make.Night), incident, undoable);
        alarm!.Decision.ShouldBe(EscalationDecision.Notify);
        alarm.Why.ShouldContain("block_address against 198.51.100.7, and no connector does it: do it by hand.");

        var late = Make.Incident(93, Make.Night, Make.Attacker) with { Escalation = new(EscalationDecision.Wake, "93 of 100", true) };
        var told = EngagementAlarm.Of(EngagementRules.Decide(policy, Make.Zurich, late, Make.Night), late, undoable);
        (told!.IsLate, told.Decision, told.Why).ShouldBe((true, EscalationDecision.Wake, "93 of 100"));
        EngagementAlarm.Of(EngagementRules.Decide(Make.Policy(), Make.Zurich, incident, Make.Night), incident, []).ShouldBeNull();
    }

    [Fact]
    public void What_ended_by_itself_may_follow_anew_and_what_a_person_ended_may_not()
    {
        var over = Over(OperationStatus.RolledBack);
        EngagementProposals.FollowsAnew(over, Make.Night + 1).ShouldBeTrue();
        EngagementProposals.FollowsAnew(over, Make.Night).ShouldBeFalse("nothing new was found since");
        EngagementProposals.FollowsAnew(over with { IsUndone = true }, Make.Night + 1).ShouldBeFalse();
        EngagementProposals.FollowsAnew(over with { EndedBy = new ResponseActor("anna", ResponseRole.Analyst) }, Make.Night + 1).ShouldBeFalse();
        EngagementProposals.FollowsAnew(Over(OperationStatus.Rejected), Make.Night + 1).ShouldBeFalse();
        EngagementProposals.FollowsAnew(Over(OperationStatus.Denied), Make.Night + 1).ShouldBeFalse("in a flood the same is not refused again and again");
        EngagementProposals.FollowsAnew(Over(OperationStatus.Denied), Make.Night + EngagementProposals.AgainAfterMs).ShouldBeTrue("what was too much may be possible now");
        EngagementProposals.FollowsAnew(over with { Status = OperationStatus.Enforced, EndedMs = 0 }, Make.Night + 1).ShouldBeFalse();
        var again = Enumerable.Range(0, EngagementProposals.MaxGenerations).Select(g => EngagementProposals.Again(over.Proposal, g).OperationId).ToArray();
        (again.Distinct(StringComparer.Ordinal).Count(), again[0]).ShouldBe((EngagementProposals.MaxGenerations, over.Proposal.OperationId));
    }

    [Theory]
    [InlineData("lt-anna", null, null, "lt-anna")]
    [InlineData("10.1.2.3", "10.1.2.3", null, null)]
    [InlineData("aa:bb:cc:dd:ee:ff", null, "aa:bb:cc:dd:ee:ff", null)]
    public void A_device_is_known_by_what_its_key_is(string key, string? ip, string? mac, string? host)
    {
        var target = TargetOf.Entity(EntityKey.Device(Make.Client, key));
        (target.Ip, target.Mac, target.HostName).ShouldBe((ip, mac, host));
    }

    private static OperationState Over(OperationStatus status) => new()
    {
        Proposal = Of(Make.Policy(_block), Make.Incident(93, Make.Night, Make.Attacker), _ => ["feed"]).Proposals[0],
        Status = status,
        Reason = "",
        ProposedMs = Make.Night - 1,
        ApprovalHash = "",
        EndedMs = Make.Night,
        EndedBy = ResponseActor.Engine,
    };

    private static (IReadOnlyList<OperationProposal> Proposals, IReadOnlyList<EngagementStep> Undoable) Of(
        ClientPolicy policy, Incident incident, Func<ContainmentAction, IReadOnlyList<string>> connectors, string? lost = null) =>
        EngagementProposals.Of(EngagementRules.Decide(policy, Make.Zurich, incident, Make.Night), incident, policy, connectors, lost);
}
