using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Response;
using Soc.Response.Policy;
using Xunit;

namespace Soc.Response.Tests.Policy;

/// <summary>Which rule wins, and what holds it back.</summary>
public sealed class EngagementRulesTests
{
    private static readonly RuleOfEngagement _block = Make.Rule("block_address", "act_and_wake", 90, hours: "night", id: "night-block", classes: "workstation");

    [Fact]
    public void Blocks_the_address_that_a_workstation_met_at_night()
    {
        var decision = Decide(Make.Policy(_block), Make.Incident(93, Make.Night, Make.Laptop, Make.Attacker));
        var step = StepOf(decision, Make.Attacker);
        step.Action.ShouldBe(ContainmentAction.BlockAddress);
        step.Mode.ShouldBe(EngagementMode.ActAndWake);
        step.Minutes.ShouldBe(60);
        step.RuleId.ShouldBe("night-block");
        step.PolicyVersion.ShouldBe(7);
        step.Acts.ShouldBeTrue();
        step.Why.ShouldBe("Rule 'night-block': score 93, address 198.51.100.7, Tuesday 03:12: block the address for 60 minutes, wake the on-call.");
        decision.Tell.ShouldBe(EscalationDecision.Wake);
        StepOf(decision, Make.Laptop).Mode.ShouldBe(EngagementMode.None);
    }

    [Theory]
    [InlineData(89.9, "no rule begins under 90")]
    [InlineData(90, null)]
    [InlineData(100, null)]
    public void A_band_holds_its_lower_end(double score, string? nothing)
    {
        var step = StepOf(Decide(Make.Policy(_block), Make.Incident(score, Make.Night, Make.Laptop, Make.Attacker)), Make.Attacker);
        step.Acts.ShouldBe(nothing is null);
        step.Why.ShouldContain(nothing ?? "block the address");
    }

    [Fact]
    public void The_address_that_a_finding_only_names_beside_the_one_it_turns_on_is_left_alone()
    {
        var home = EntityKey.Address(Make.Client, "203.0.113.88");
        var travel = Make.Signal(95, Make.Night, Make.Anna, home, Make.Attacker) with { Subject = new Soc.Model.Signals.SignalSubject { Address = Make.Attacker.Value } };
        var policy = Make.Policy(Make.Rule("block_address", "act_then_tell", 90));
        var incident = Make.Incident(95, Make.Night, Make.Anna, home, Make.Attacker) with { Signals = [travel] };
        StepOf(Decide(policy, incident), Make.Attacker).Acts.ShouldBeTrue();
        StepOf(Decide(policy, incident), home).ShouldSatisfyAllConditions(s => s.Mode.ShouldBe(EngagementMode.Notify), s => s.Why.ShouldContain("turns on 198.51.100.7"));
        var guessed = Make.Signal(92, Make.Night, Make.Anna, home) with { Id = "other", Subject = new Soc.Model.Signals.SignalSubject { Address = home.Value } };
        StepOf(Decide(policy, incident with { Signals = [travel, guessed] }), home).Acts.ShouldBeTrue("another finding turns on it");
    }

    [Fact]
    public void What_a_server_met_is_not_what_a_workstation_met()
    {
        var step = StepOf(Decide(Make.Policy(_block), Make.Incident(93, Make.Night, Make.Server, Make.Attacker)), Make.Attacker);
        step.Acts.ShouldBeFalse();
        step.Why.ShouldContain("no rule covers it");
        StepOf(Decide(Make.Policy(), Make.Incident(93, Make.Night, Make.Server)), Make.Server).Why.ShouldContain("(a server), Tuesday 03:12: the client agreed no rules, so that nothing is done.");
    }

    [Fact]
    public void Only_what_one_finding_names_together_was_met_together()
    {
        var incident = Make.Incident(93, Make.Night, Make.Laptop, Make.Server, Make.Attacker) with
        {
            Signals = [Make.Signal(93, Make.Night, Make.Server, Make.Attacker), Make.Signal(93, Make.Night, Make.Laptop, Make.Server)],
        };
        StepOf(Decide(Make.Policy(_block), incident), Make.Attacker).Acts.ShouldBeFalse();
    }

    [Fact]
    public void The_exception_for_a_class_goes_before_a_narrower_band()
    {
        var policy = Make.Policy(
            Make.Rule("isolate_device", "act_then_tell", 90, id: "all"),
            Make.Rule("isolate_device", "ask", 50, id: "servers", classes: "server"),
            Make.Rule("isolate_device", "digest", 50, 100, id: "mixed", classes: ["server", "workstation"]));
        StepOf(Decide(policy, Make.Incident(95, Make.Night, Make.Server)), Make.Server).RuleId.ShouldBe("servers");
        StepOf(Decide(policy, Make.Incident(95, Make.Night, Make.Laptop)), Make.Laptop).RuleId.ShouldBe("mixed");
    }

    [Fact]
    public void Then_the_band_then_the_hours_then_the_more_careful_mode()
    {
        Wins(Make.Rule("block_address", "ask", 50, id: "a"), Make.Rule("block_address", "act_then_tell", 80, id: "b")).ShouldBe("b");
        Wins(Make.Rule("block_address", "act_then_tell", 80, id: "a"), Make.Rule("block_address", "act_and_wake", 80, hours: "outside", id: "b")).ShouldBe("b");
        Wins(Make.Rule("block_address", "ask", 80, hours: "outside", id: "a"), Make.Rule("block_address", "act_and_wake", 80, hours: "night", id: "b")).ShouldBe("b");
        Wins(Make.Rule("block_address", "act_then_tell", 80, id: "a"), Make.Rule("block_address", "ask", 80, id: "b")).ShouldBe("b");
        Wins(Make.Rule("block_address", "ask", 80, id: "a"), Make.Rule("block_address", "ask", 80, id: "b")).ShouldBe("a");

        static string? Wins(params RuleOfEngagement[] rules) => StepOf(Decide(Make.Policy(rules), Make.Incident(95, Make.Night, Make.Attacker)), Make.Attacker).RuleId;
    }

    [Fact]
    public void What_forbids_everything_says_so_only_where_something_would_be_done()
    {
        var forbid = Make.Rule(null, "forbid", minutes: 0, id: "never", classes: "server");
        StepOf(Decide(Make.Policy(forbid), Make.Incident(95, Make.Night, Make.Server)), Make.Server).Why.ShouldContain("no rule that fits has an action against a device");
        var step = StepOf(Decide(Make.Policy(forbid, Make.Rule("isolate_device", "act_and_wake", 90)), Make.Incident(95, Make.Night, Make.Server)), Make.Server);
        step.Mode.ShouldBe(EngagementMode.Forbid);
        step.Action.ShouldBe(ContainmentAction.IsolateDevice);
        step.Minutes.ShouldBe(0);
        step.Why.ShouldEndWith("never cut the device off.");
    }

    [Fact]
    public void A_mode_that_nobody_here_knows_forbids() =>
        StepOf(Decide(Make.Policy(_block, Make.Rule("block_address", "of_tomorrow", 0)), Make.Incident(95, Make.Night, Make.Laptop, Make.Attacker)), Make.Attacker)
            .Mode.ShouldBe(EngagementMode.Forbid);

    [Fact]
    public void A_rule_on_trial_is_noted_and_changes_nothing()
    {
        var policy = Make.Policy(Make.Rule("block_address", "ask", 80, id: "real"), Make.Rule("block_address", "act_and_wake", 90, id: "trial") with { Shadow = true });
        var decision = Decide(policy, Make.Incident(95, Make.Night, Make.Attacker));
        decision.Steps.Length.ShouldBe(2);
        decision.Steps[0].RuleId.ShouldBe("real");
        decision.Steps[0].Asks.ShouldBeTrue();
        decision.Steps[1].RuleId.ShouldBe("trial");
        decision.Steps[1].Mode.ShouldBe(EngagementMode.ActAndWake);
        decision.Steps[1].Acts.ShouldBeFalse();
        decision.Steps[1].Why.ShouldStartWith("On trial");
        decision.Tell.ShouldBe(EscalationDecision.Notify);

        // One that forbids on trial forbids nothing.
        var forbids = Make.Policy(_block, Make.Rule("block_address", "forbid", id: "trial") with { Shadow = true });
        Decide(forbids, Make.Incident(95, Make.Night, Make.Laptop, Make.Attacker)).Steps.ShouldContain(s => s.Acts);
    }

    [Fact]
    public void Late_incidents_never_act()
    {
        var incident = Make.Incident(95, Make.Night, Make.Laptop, Make.Attacker);
        var late = incident with { Escalation = new(EscalationDecision.Wake, "it would have been", Late: true) };
        var decision = Decide(Make.Policy(_block), late);
        var step = StepOf(decision, Make.Attacker);
        step.Mode.ShouldBe(EngagementMode.Digest);
        step.Agreed.ShouldBe(EngagementMode.ActAndWake);
        step.Minutes.ShouldBe(0);
        step.Why.ShouldEndWith("But it came late, and nothing is begun because of that: nothing is done, and it is a line in the digest.");
        decision.Tell.ShouldBe(EscalationDecision.Digest);
        StepOf(Decide(Make.Policy(_block), incident with { Signals = [incident.Signals[0] with { Late = true }] }), Make.Attacker).Acts.ShouldBeFalse();
    }

    [Fact]
    public void Findings_that_came_late_lift_no_score_over_a_band()
    {
        var incident = Make.Incident(95, Make.Night, Make.Laptop, Make.Attacker) with
        {
            Signals = [Make.Signal(70, Make.Night, Make.Laptop, Make.Attacker), Make.Signal(95, Make.Night, Make.Laptop, Make.Attacker) with { Late = true }],
        };
        StepOf(Decide(Make.Policy(_block), incident), Make.Attacker).Acts.ShouldBeFalse();
        var fresh = incident with { Signals = [incident.Signals[0] with { Score = 91 }, incident.Signals[1]] };
        StepOf(Decide(Make.Policy(_block), fresh), Make.Attacker).Acts.ShouldBeTrue();

        // Who is known from late findings only is left alone, beside others who are not.
        var other = EntityKey.Address(Make.Client, "198.51.100.8");
        var mixed = fresh with { Entities = [Make.Laptop, Make.Attacker, other], Signals = [fresh.Signals[0], Make.Signal(95, Make.Night, Make.Laptop, other) with { Late = true }] };
        StepOf(Decide(Make.Policy(_block), mixed), Make.Attacker).Acts.ShouldBeTrue();
        StepOf(Decide(Make.Policy(_block), mixed), other).Why.ShouldContain("what is known of it came late");
    }

    [Fact]
    public void What_is_old_by_the_clock_is_not_begun()
    {
        var policy = Make.Policy(_block with { Hours = RuleHours.Any });
        var incident = Make.Incident(95, Make.Night, Make.Laptop, Make.Attacker);
        StepOf(EngagementRules.Decide(policy, Make.Zurich, incident, Make.Night + 15 * 60_000), Make.Attacker).Acts.ShouldBeTrue();
        var old = StepOf(EngagementRules.Decide(policy, Make.Zurich, incident, Make.Night + 16 * 60_000), Make.Attacker);
        old.Mode.ShouldBe(EngagementMode.Digest);
        old.Why.ShouldContain("the last finding is 16 minutes old");

        // Who was named an hour ago is acted upon when something new lifts the incident now.
        var grown = incident with { Signals = [Make.Signal(60, Make.Night - 3_600_000, Make.Laptop, Make.Attacker), Make.Signal(95, Make.Night, Make.Laptop)] };
        StepOf(EngagementRules.Decide(policy, Make.Zurich, grown, Make.Night), Make.Attacker).Acts.ShouldBeTrue();
    }

    [Fact]
    public void What_is_harmless_closed_or_taken_in_is_left_alone()
    {
        var incident = Make.Incident(95, Make.Night, Make.Laptop, Make.Attacker);
        ModeOf(incident with { SuggestedVerdict = Verdict.Benign }).ShouldBe(EngagementMode.Digest);
        ModeOf(incident with { Verdict = Verdict.FalsePositive }).ShouldBe(EngagementMode.None);
        ModeOf(incident with { SuggestedVerdict = Verdict.Benign, Verdict = Verdict.TruePositive }).ShouldBe(EngagementMode.ActAndWake);
        ModeOf(incident with { Status = IncidentStatus.Closed }).ShouldBe(EngagementMode.None);
        ModeOf(incident with { MergedInto = "inc-2" }).ShouldBe(EngagementMode.None);

        static EngagementMode ModeOf(Incident incident) => StepOf(Decide(Make.Policy(_block), incident), Make.Attacker).Mode;
    }

    [Fact]
    public void Protected_assets_own_addresses_and_the_kill_switch_hold_back_and_tell()
    {
        var policy = Make.Policy(Make.Rule("block_address", "act_and_wake", 90), Make.Rule("isolate_device", "ask", 90));
        Held(policy with { ProtectedAssets = ["Device:LT-Anna"] }, Make.Laptop).ShouldContain("protected");
        Held(policy with { Engagement = policy.Engagement with { Limits = new() { KillSwitch = true } } }, Make.Laptop).ShouldContain("kill switch");
        Held(policy with { KnownEgress = [new("198.51.100.0/24", "London office", false)] }, Make.Attacker).ShouldContain("London office");
        Held(policy, EntityKey.Address(Make.Client, "10.1.2.3")).ShouldContain("an address inside");
        Held(policy, EntityKey.Address(Make.Client, "fd00::1")).ShouldContain("an address inside");

        static string Held(ClientPolicy policy, EntityKey entity)
        {
            var decision = Decide(policy, Make.Incident(95, Make.Night, entity));
            StepOf(decision, entity).Mode.ShouldBe(EngagementMode.Notify);
            decision.Tell.ShouldBe(EscalationDecision.Notify);
            return StepOf(decision, entity).Why;
        }
    }

    [Fact]
    public void Rules_that_only_tell_replace_the_thresholds_where_they_cover_everything()
    {
        var incident = Make.Incident(95, Make.Night, Make.Laptop, Make.Attacker) with { Escalation = new(EscalationDecision.Wake, "thresholds", false) };
        Tell(Make.Rule(null, "digest", minutes: 0)).ShouldBe(EscalationDecision.Digest);
        Tell(Make.Rule(null, "none", minutes: 0)).ShouldBe(EscalationDecision.None);
        Tell(Make.Rule(null, "none", 0, 50, minutes: 0)).ShouldBe(EscalationDecision.Wake);
        Tell(Make.Rule(null, "none", minutes: 0), Make.Rule("block_address", "act_then_tell")).ShouldBe(EscalationDecision.Notify);
        Decide(Make.Policy(_block) with { WakeAllowed = false }, incident).Tell.ShouldBe(EscalationDecision.Notify);

        EscalationDecision Tell(params RuleOfEngagement[] rules) => Decide(Make.Policy(rules), incident).Tell;
    }

    [Theory]
    [InlineData("reset_connection", "198.51.100.7,lt-anna")]
    [InlineData("block_address", "198.51.100.7")]
    [InlineData("block_domain", "bad.example")]
    [InlineData("revoke_sessions", "anna@example.com")]
    [InlineData("disable_user", "anna@example.com")]
    [InlineData("mark_compromised", "anna@example.com")]
    [InlineData("isolate_device", "lt-anna")]
    [InlineData("firewall_policy", "198.51.100.7,bad.example,lt-anna")]
    public void An_action_is_against_what_it_fits(string action, string targets)
    {
        EntityKey[] all = [Make.Anna, Make.Laptop, Make.Attacker, new(Make.Client, EntityKind.Domain, "bad.example"), new(Make.Client, EntityKind.File, "passwords.xls")];
        var decision = Decide(Make.Policy(Make.Rule(action, "ask")), Make.Incident(50, Make.Day, all));
        string.Join(',', decision.Steps.Where(s => s.Asks).Select(s => s.Entity.Value).Order(StringComparer.Ordinal)).ShouldBe(targets);
        decision.Steps.Select(s => s.Entity).ShouldBe(all);
    }

    private static EngagementDecision Decide(ClientPolicy policy, Incident incident) => EngagementRules.Decide(policy, Make.Zurich, incident, incident.LastSeenMs);

    private static EngagementStep StepOf(EngagementDecision decision, EntityKey entity) => decision.Steps.Where(s => s.Entity == entity).ShouldHaveSingleItem();
}
