using Shouldly;
using Soc.Detection.Correlation;
using Soc.Model.Incidents;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Content.Tests.Correlation;

/// <summary>The stories of the mission, from hand-made signals on.</summary>
public sealed class StoryTests
{
    private const string Anna = "anna.keller@example.com";
    private static readonly long _t = Make.At(2026, 3, 3, 3);

    private readonly IncidentIndex _index = new();
    private readonly WaitingSignals _waiting = new();
    private readonly Correlator _correlator = new();

    [Fact]
    public void The_stale_listing_is_explained_with_what_rests_on_the_same_event()
    {
        var incident = Accept(Stale(), Unusual()).Single();
        incident.SuggestedVerdict.ShouldBe(Verdict.Benign);
        incident.SuggestedReasons.ShouldContain(r => r.Contains("stale listing with MFA", StringComparison.Ordinal));
        incident.Score.ShouldBeLessThanOrEqualTo(IncidentReading.ExplainedAtMost);
        incident.Escalation.Decision.ShouldBe(EscalationDecision.None);
        incident.Story.ShouldContain("What speaks for an incident:");
        incident.Story.ShouldContain("What speaks against it:");
        incident.Story.ShouldContain("Nothing needs to be shut down.");
        incident.Status.ShouldBe(IncidentStatus.Open, "a person sets the verdict");
        _correlator.CloseExplained(_index, _t + 3_600_000).ShouldBeEmpty();
        _correlator.CloseExplained(_index, _t + 100 * 3_600_000L).Single().Status.ShouldBe(IncidentStatus.Closed);
    }

    [Fact]
    public void The_same_sign_in_after_failures_is_not_explained()
    {
        var failures = Make.Signal("f", "brute_force_success", Anna, 35, _t - 60_000, 1, 2, 3).From("192.0.2.7");
        var incident = Accept(Stale(), Unusual(), failures).Single();
        incident.SuggestedVerdict.ShouldBe(Verdict.Undecided);
        incident.SuggestedReasons.Single().ShouldContain("but not this: anna.keller@example.com did brute_force_success");
    }

    [Fact]
    public void Something_else_of_weight_is_not_explained_by_it()
    {
        var incident = Accept(Stale(), Make.Signal("t", "impossible_travel", Anna, 92, _t + 1, 8, 9)).Single();
        incident.SuggestedVerdict.ShouldBe(Verdict.Undecided);
        incident.Score.ShouldBeGreaterThanOrEqualTo(92);
        incident.Escalation.Decision.ShouldBe(EscalationDecision.Wake);
    }

    [Fact]
    public void An_earlier_benign_verdict_explains_while_it_weighs_enough()
    {
        var signal = Make.Signal("s", "new_country", Anna, 45, _t, 1) with
        {
            EvidenceAgainst = [new Evidence("client_verdict_harmless_same_entity", "An analyst judged the same evidence benign on 1 March 2026: it weighs 30 less.", 30)],
        };
        Accept(signal).Single().SuggestedVerdict.ShouldBe(Verdict.Benign);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Vpn_and_second_factor_are_one_picture_whichever_comes_first(bool vpnFirst)
    {
        var vpn = Make.Signal("vpn", "new_country", Anna, 60, _t, 1).From("192.0.2.7", "BR");
        vpn = vpn with { EvidenceFor = [.. vpn.EvidenceFor, new Evidence("no_mfa", "It went through without a second factor.", 16)] };
        var factor = Make.Signal("idp", "new_device", Anna, 30, _t + 30_000, 2).From("192.0.2.7", "BR");
        factor = factor with { EvidenceAgainst = [new Evidence("mfa_satisfied", "A second factor was given for this sign-in.", 15)] };
        Accept(vpnFirst ? vpn : factor);
        var incident = Accept(vpnFirst ? factor : vpn).Single();
        incident.SignalCount.ShouldBe(2);
        incident.Score.ShouldBe(IncidentScore.Of([vpn with { Score = 44, EvidenceFor = [] }, factor]), 0.05);
        incident.Story.ShouldContain("One source saw no second factor, another did");
        incident.Title.ShouldBe("anna.keller@example.com did new_country (and one more finding)");
    }

    [Fact]
    public void The_factor_of_another_address_answers_nothing()
    {
        var vpn = Make.Signal("vpn", "new_country", Anna, 60, _t, 1).From("192.0.2.7");
        vpn = vpn with { EvidenceFor = [new Evidence("no_mfa", "It went through without a second factor.", 16)] };
        var factor = Make.Signal("idp", "new_device", Anna, 20, _t, 2).From("203.0.113.4") with { EvidenceAgainst = [new Evidence("mfa_satisfied", "Given.", 15)] };
        IncidentScore.Of([vpn, factor]).ShouldBeGreaterThanOrEqualTo(60);
    }

    [Fact]
    public void The_same_events_seen_by_two_detectors_count_hardly_more_than_once()
    {
        var one = Make.Signal("a", "impossible_travel", Anna, 70, _t, 1, 2);
        var again = Make.Signal("b", "concurrent_sign_in", Anna, 65, _t, 1, 2);
        var other = Make.Signal("c", "mfa_fatigue", Anna, 65, _t, 3);
        IncidentScore.Of([one, again]).ShouldBeLessThan(75);
        IncidentScore.Of([one, other]).ShouldBe(70 + 30 * 0.65 / 2, 1e-9);
        IncidentScore.Of([other, one]).ShouldBe(IncidentScore.Of([one, other]));
    }

    [Fact]
    public void The_story_says_who_where_and_when_in_the_clients_time()
    {
        var summer = Make.At(2026, 7, 1, 2, 30);
        var incident = Accept(Make.Signal("s", "new_country", Anna, 95, summer, 1).From("192.0.2.7", "CH") with { Advice = "Call her." }).Single();
        incident.Story.ShouldStartWith("Wednesday 1 July 2026, 03:30 (Europe/London): anna.keller@example.com, from 192.0.2.7 (Switzerland). 1 finding, score 95 (critical).");
        incident.Story.ShouldContain("- 03:30:00 anna.keller@example.com did new_country [new_country, 95]");
        incident.Story.ShouldContain("What to do: Call her.");
    }

    [Fact]
    public void Verdicts_close_reopen_and_keep_their_history()
    {
        var incident = Accept(Stale()).Single();
        var note = new VerdictNote(Verdict.FalsePositive, "kim", _t, "wrong list");
        var closed = VerdictRules.Apply(incident, note);
        closed.ShouldSatisfyAllConditions(i => i.Status.ShouldBe(IncidentStatus.Closed), i => i.Verdict.ShouldBe(Verdict.FalsePositive), i => i.Version.ShouldBe(2));
        VerdictRules.Apply(closed, note).ShouldBeSameAs(closed, "the same note twice");
        var reopened = VerdictRules.Apply(closed, new VerdictNote(Verdict.Undecided, "lee", _t + 1, null));
        reopened.Status.ShouldBe(IncidentStatus.Open);
        reopened.VerdictHistory.Length.ShouldBe(2);
    }

    private static Signal Stale() => Make.Signal("l", "listed_address", Anna, 38, _t, 1).From("192.0.2.7", "CH") with
    {
        BenignReading = "stale_listing_with_mfa",
        EvidenceAgainst = [new Evidence("listing_stale", "The listing is 30 days old.", 20), new Evidence("mfa_satisfied", "A second factor was given.", 15)],
    };

    private static Signal Unusual() => Make.Signal("u", "unusual_hours", Anna, 48, _t, 1).From("192.0.2.7", "CH");

    private IReadOnlyList<Incident> Accept(params Signal[] signals) => _correlator.Accept(_index, _waiting, signals, Make.Policy, Make.London, _t + 2000).Incidents;
}
