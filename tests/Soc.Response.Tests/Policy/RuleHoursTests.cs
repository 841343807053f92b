using Shouldly;
using Soc.Model.Policies;
using Soc.Response.Policy;
using Xunit;

namespace Soc.Response.Tests.Policy;

/// <summary>Hours of rules: zones, nights over midnight, holidays, and days on which the clock is changed.</summary>
public sealed class RuleHoursTests
{
    [Theory]
    [InlineData("working", 2026, 3, 10, 8, 0, true)]
    [InlineData("working", 2026, 3, 10, 18, 0, false)]
    [InlineData("working", 2026, 3, 14, 11, 0, false)] // Saturday
    [InlineData("working", 2026, 3, 19, 11, 0, false)] // holiday
    [InlineData("outside", 2026, 3, 10, 7, 59, true)]
    [InlineData("outside", 2026, 3, 10, 11, 0, false)]
    [InlineData("outside", 2026, 3, 19, 11, 0, true)]
    [InlineData("night", 2026, 3, 10, 18, 0, true)]
    [InlineData("night", 2026, 3, 10, 7, 59, true)]
    [InlineData("night", 2026, 3, 10, 8, 0, false)]
    [InlineData("night", 2026, 3, 14, 11, 0, true)]
    [InlineData("night", 2026, 3, 19, 11, 0, true)]
    [InlineData("any", 2026, 3, 19, 11, 0, true)]
    public void Hours_are_the_clients(string when, int year, int month, int day, int hour, int minute, bool holds) =>
        Holds(new(when, null, null), Make.Local(year, month, day, hour, minute)).ShouldBe(holds);

    [Theory]
    [InlineData(22 * 60, 6 * 60, 23, 0, true)]
    [InlineData(22 * 60, 6 * 60, 5, 59, true)]
    [InlineData(22 * 60, 6 * 60, 6, 0, false)]
    [InlineData(0, 5 * 60, 0, 0, true)]
    [InlineData(0, 5 * 60, 23, 59, false)]
    public void A_night_may_go_over_midnight(int from, int to, int hour, int minute, bool holds) =>
        Holds(new("night", from, to), Make.Local(2026, 3, 10, hour, minute)).ShouldBe(holds);

    [Fact]
    public void One_moment_is_day_in_one_zone_and_night_in_another()
    {
        var atMs = Make.Local(2026, 3, 10, 11, 0);
        Holds(new("night", null, null), atMs).ShouldBeFalse();
        Holds(new("night", null, null), atMs, "America/New_York").ShouldBeTrue(); // 06:00
        Holds(new("night", null, null), atMs, "Asia/Tokyo").ShouldBeTrue(); // 19:00
        Holds(new("working", null, null), atMs, "Asia/Kolkata").ShouldBeTrue(); // 15:30
    }

    [Fact]
    public void Where_the_clock_goes_forward_the_night_is_shorter_and_where_it_goes_back_longer()
    {
        // All seven days are worked, so that only the clock decides. Sunday 29 March has no 02:30, Sunday 25 October has two.
        Minutes(2026, 3, 29).ShouldBe(0);
        Minutes(2026, 3, 28).ShouldBe(60);
        Minutes(2026, 10, 25).ShouldBe(120);

        static int Minutes(int year, int month, int day)
        {
            var start = Make.Local(year, month, day, 0, 0);
            var end = Make.Local(year, month, day, 12, 0);
            var night = new RuleHours("night", 2 * 60, 3 * 60);
            return Enumerable.Range(0, (int)((end - start) / 60_000)).Count(m => Holds(night, start + m * 60_000L, days: [0, 1, 2, 3, 4, 5, 6]));
        }
    }

    [Fact]
    public void The_evening_before_a_holiday_is_of_the_working_day()
    {
        // Wednesday 18 March at 23:30 is night by the clock; at 17:00 it is work, although the next day is a holiday.
        Holds(new("outside", null, null), Make.Local(2026, 3, 18, 17, 0)).ShouldBeFalse();
        Holds(new("outside", null, null), Make.Local(2026, 3, 19, 0, 0)).ShouldBeTrue();
        Holds(new("night", 23 * 60, 60), Make.Local(2026, 3, 18, 22, 59)).ShouldBeFalse();
        Holds(new("night", 23 * 60, 60), Make.Local(2026, 3, 18, 23, 0)).ShouldBeTrue();
    }

    private static bool Holds(RuleHours hours, long atMs, string zone = "Europe/Zurich", int[]? days = null)
    {
        var policy = Make.Policy(Make.Rule("block_address", "ask") with { Hours = hours }) with
        {
            TimeZone = zone,
            Holidays = ["2026-03-19"],
            Hours = WorkingHours.Default with { Days = days ?? WorkingHours.Default.Days },
        };
        var decision = EngagementRules.Decide(policy, TimeZoneInfo.FindSystemTimeZoneById(zone), Make.Incident(90, atMs, Make.Attacker), atMs);
        return decision.Steps.ShouldHaveSingleItem().Asks;
    }
}
