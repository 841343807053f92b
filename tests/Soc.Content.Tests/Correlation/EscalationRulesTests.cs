using Shouldly;
using Soc.Detection.Correlation;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Xunit;

namespace Soc.Content.Tests.Correlation;

public sealed class EscalationRulesTests
{
    // Hours 08:00 to 18:00, Monday to Friday, London; 2 March 2026 is a Monday.
    private static readonly long _night = Make.At(2026, 3, 3, 3);
    private static readonly long _noon = Make.At(2026, 3, 3, 12);

    [Theory]
    [InlineData(95, true, EscalationDecision.Wake)]
    [InlineData(90, true, EscalationDecision.Wake)]
    [InlineData(89.9, true, EscalationDecision.Digest)]
    [InlineData(95, false, EscalationDecision.Notify)]
    [InlineData(70, false, EscalationDecision.Notify)]
    [InlineData(69.9, false, EscalationDecision.Digest)]
    [InlineData(40, true, EscalationDecision.Digest)]
    [InlineData(39.9, false, EscalationDecision.None)]
    [InlineData(double.NaN, false, EscalationDecision.None)]
    public void Decides_by_score_and_hour(double score, bool atNight, EscalationDecision expected)
    {
        var decided = Decide(score, Make.Policy, atNight ? _night : _noon);
        decided.Decision.ShouldBe(expected);
        decided.Reason.ShouldEndWith(".");
    }

    [Fact]
    public void Nobody_is_woken_where_the_client_does_not_want_it()
    {
        var decided = Decide(95, Make.Policy with { WakeAllowed = false, Hours = new(540, 1080, [1, 2, 3, 4, 5]) }, _night);
        decided.Decision.ShouldBe(EscalationDecision.Digest);
        decided.Reason.ShouldContain("waits for 09:00 the same day");
    }

    [Fact]
    public void Friday_night_waits_for_monday_and_a_holiday_for_the_day_after()
    {
        var friday = Make.At(2026, 3, 6, 22);
        Decide(75, Make.Policy, friday).Reason.ShouldContain("waits for 08:00 on Monday 9 March, the next working day");
        Decide(75, Make.Policy with { Holidays = ["2026-03-09"] }, friday).Reason.ShouldContain("08:00 on Tuesday 10 March");
    }

    [Fact]
    public void A_holiday_is_outside_working_time_all_day()
    {
        var decided = Decide(95, Make.Policy with { Holidays = ["2026-03-03"] }, _noon);
        decided.Decision.ShouldBe(EscalationDecision.Wake);
        decided.Reason.ShouldContain("Tuesday 12:00, a holiday");
    }

    [Fact]
    public void Working_time_follows_summer_time()
    {
        // 07:30 UTC is 07:30 in London in March's first week, and 08:30 once summer time began on the 29th.
        Decide(95, Make.Policy, Make.At(2026, 3, 27, 7, 30)).Decision.ShouldBe(EscalationDecision.Wake);
        Decide(95, Make.Policy, Make.At(2026, 3, 30, 7, 30)).Decision.ShouldBe(EscalationDecision.Notify);
    }

    [Fact]
    public void A_start_inside_the_skipped_hour_is_met_after_it()
    {
        var policy = Make.Policy with { Hours = new(90, 600, [0]) };
        WorkCalendar.NextStart(policy, Make.London, Make.At(2026, 3, 28, 12)).ShouldBe(new DateTime(2026, 3, 29, 2, 30, 0));
    }

    [Theory]
    [InlineData(99, EscalationDecision.Digest)]
    [InlineData(39, EscalationDecision.None)]
    public void What_is_explained_is_a_line_in_the_digest_at_most(double score, EscalationDecision expected) =>
        EscalationRules.Decide(score, Verdict.Benign, Make.Policy, Make.London, _night, late: false).Decision.ShouldBe(expected);

    [Fact]
    public void Late_says_what_would_have_been()
    {
        var decided = EscalationRules.Decide(95, Verdict.Undecided, Make.Policy, Make.London, _night, late: true);
        decided.Decision.ShouldBe(EscalationDecision.Wake);
        decided.Late.ShouldBeTrue();
        decided.Reason.ShouldContain("nobody was told at once");
    }

    [Fact]
    public void A_policy_without_working_days_still_decides() =>
        Decide(75, Make.Policy with { Hours = new(480, 1080, []) }, _noon).Reason.ShouldContain("the policy names none");

    private static Escalation Decide(double score, ClientPolicy policy, long atMs) =>
        EscalationRules.Decide(score, Verdict.Undecided, policy, Make.London, atMs, late: false);
}
