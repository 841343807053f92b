using Shouldly;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Signals;
using Soc.Response.Policy;
using Xunit;

namespace Soc.Response.Tests.Policy;

/// <summary>What a changed rule would have done.</summary>
public sealed class EngagementDryRunTests
{
    private static readonly ClientPolicy _current = Make.Policy(Make.Rule("block_address", "ask", 90));
    private static readonly ClientPolicy _proposed = Make.Policy(Make.Rule("block_address", "act_and_wake", 80, hours: "night"), Make.Rule("block_address", "ask", 90, hours: "working"));

    [Fact]
    public void Counts_what_both_would_have_done_and_where_they_differ()
    {
        var run = new EngagementDryRun(_current, _proposed, Make.Zurich);
        run.Add(Make.Incident(95, Make.Night, Make.Attacker)).Differs.ShouldBeTrue();
        run.Add(Make.Incident(85, Make.Night, Make.Attacker)).Differs.ShouldBeTrue();
        run.Add(Make.Incident(95, Make.Day, Make.Attacker)).Differs.ShouldBeFalse();
        run.Add(Make.Incident(50, Make.Night, Make.Attacker)).Differs.ShouldBeFalse();
        run.Add(Make.Incident(95, Make.Night, Make.Attacker) with { SuggestedVerdict = Verdict.Benign }).Differs.ShouldBeFalse();
        run.Incidents.ShouldBe(5);
        run.Different.ShouldBe(2);
        run.Current.Done.ShouldBeEmpty();
        run.Current.Asked["block_address"].ShouldBe(2);
        run.Current.HeldBack.ShouldBe(1);
        run.Proposed.Done["block_address"].ShouldBe(2);
        run.Proposed.Asked["block_address"].ShouldBe(1);
        run.Proposed.Told(EscalationDecision.Wake).ShouldBe(2);
        run.Proposed.Told(EscalationDecision.Digest).ShouldBe(1);
        run.Current.Told(EscalationDecision.Wake).ShouldBe(0);
    }

    [Fact]
    public void It_is_decided_for_the_moment_when_the_strongest_finding_was_known_and_before_people_judged()
    {
        var incident = Make.Incident(95, Make.Night, Make.Attacker) with
        {
            Status = IncidentStatus.Closed,
            Verdict = Verdict.FalsePositive,
            LastSeenMs = Make.Day,
            Signals =
            [
                Make.Signal(95, Make.Night, Make.Attacker) with { Times = new SignalTimes(Make.Night, Make.Night, Make.Night + 700) },
                Make.Signal(60, Make.Day, Make.Attacker),
            ],
        };
        var line = new EngagementDryRun(_current, _proposed, Make.Zurich).Look(incident);
        line.AtMs.ShouldBe(Make.Night + 700);
        line.Proposed.Steps.ShouldHaveSingleItem().Acts.ShouldBeTrue();
    }

    [Fact]
    public void Rules_on_trial_and_forbidden_actions_are_counted_apart()
    {
        var run = new EngagementDryRun(
            Make.Policy(Make.Rule("block_address", "act_then_tell") with { Shadow = true }),
            Make.Policy(Make.Rule("block_address", "act_then_tell"), Make.Rule(null, "forbid", minutes: 0)),
            Make.Zurich);
        run.Add(Make.Incident(95, Make.Night, Make.Attacker)).Differs.ShouldBeTrue();
        run.Current.Noted.ShouldBe(1);
        run.Current.Done.ShouldBeEmpty();
        run.Proposed.Forbidden.ShouldBe(1);
    }
}
