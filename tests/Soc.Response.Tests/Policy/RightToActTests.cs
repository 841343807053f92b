using Shouldly;
using Soc.Model.Policies;
using Soc.Response.Policy;
using Xunit;

namespace Soc.Response.Tests.Policy;

/// <summary>Which changes of a policy are changes of what may be done to somebody.</summary>
public sealed class RightToActTests
{
    private static readonly ClientPolicy _acting = Make.Policy(Make.Rule("block_address", "ask", 90, id: "block"), Make.Rule(null, "digest", minutes: 0, id: "tell")) with
    {
        ProtectedAssets = ["device:dc01"],
        KnownEgress = [new("203.0.113.0/24", "London office", false)],
        Holidays = ["2026-12-25", "2026-12-26"],
    };

    public static TheoryData<string> Names => [.. _changes.Select(c => c.Name)];

    private static readonly (string Name, bool IsNeeded, Func<ClientPolicy, ClientPolicy> Change)[] _changes =
    [
        ("a new rule with an action", true, p => p with { RulesOfEngagement = [.. p.RulesOfEngagement, Make.Rule("isolate_device", "ask", 95)] }),
        ("one that forbids", true, p => p with { RulesOfEngagement = [.. p.RulesOfEngagement, Make.Rule(null, "forbid", minutes: 0)] }),
        ("a lower score", true, p => p with { RulesOfEngagement = [p.RulesOfEngagement[0] with { MinScore = 80 }, p.RulesOfEngagement[1]] }),
        ("no rules", true, p => p with { RulesOfEngagement = [] }),
        ("what happens when nobody answers", true, p => p with { Engagement = p.Engagement with { WhenNobodyAnswers = "act" } }),
        ("limits", true, p => p with { Engagement = p.Engagement with { Limits = new() { ActionsPerHour = 1_000 } } }),
        ("what is a server", true, p => p with { Engagement = p.Engagement with { AssetClasses = [] } }),
        ("the zone", true, p => p with { TimeZone = "UTC" }),
        ("working hours", true, p => p with { Hours = WorkingHours.Default with { End = 1_200 } }),
        ("holidays", true, p => p with { Holidays = [] }),
        ("what is late", true, p => p with { LateAfterMinutes = 10_000 }),
        ("an asset that is no longer protected", true, p => p with { ProtectedAssets = [] }),
        ("an address that is no longer the client's", true, p => p with { KnownEgress = [] }),
        ("nothing", false, p => p),
        ("a rule that tells", false, p => p with { RulesOfEngagement = [p.RulesOfEngagement[0], p.RulesOfEngagement[1] with { Mode = "notify" }] }),
        ("contacts and digest", false, p => p with { Engagement = p.Engagement with { Contacts = [new("Anna", "mail", 15, 0)], DigestAtMinute = 0 } }),
        ("one more protected asset", false, p => p with { ProtectedAssets = ["Device:DC01", "device:dc02"] }),
        ("the holidays in another order", false, p => p with { Holidays = ["2026-12-26", "2026-12-25"] }),
        ("the kill switch on", false, p => p with { Engagement = p.Engagement with { Limits = p.Engagement.Limits with { KillSwitch = true } } }),
        ("thresholds and name", false, p => p with { DisplayName = "Acme", Thresholds = new(1, 2, 3) }),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_right_is_asked_where_it_matters(string name)
    {
        var (_, isNeeded, change) = _changes.Single(c => c.Name == name);
        RightToAct.IsNeeded(_acting, change(_acting)).ShouldBe(isNeeded);
    }

    [Fact]
    public void Taking_the_kill_switch_off_needs_it()
    {
        var stopped = _acting with { Engagement = _acting.Engagement with { Limits = new() { KillSwitch = true } } };
        RightToAct.IsNeeded(stopped, _acting).ShouldBeTrue();
    }

    [Fact]
    public void Where_nothing_can_be_done_a_policy_is_only_a_policy()
    {
        var bare = _acting with { RulesOfEngagement = [] };
        foreach (var (name, _, change) in _changes.Where(c => !c.Name.Contains("rule", StringComparison.Ordinal) && c.Name != "one that forbids" && c.Name != "a lower score"))
        {
            RightToAct.IsNeeded(bare, change(bare)).ShouldBeFalse(name);
        }
    }
}
