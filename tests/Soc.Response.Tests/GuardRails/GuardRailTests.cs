using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.GuardRails;
using Soc.Response.Tests.Operations;
using Xunit;

namespace Soc.Response.Tests.GuardRails;

/// <summary>What is never done, whatever was decided before.</summary>
public sealed class GuardRailTests
{
    private static readonly GuardRules Rules = new()
    {
        ProtectedAssets = ["address:203.0.113.0/29", "user:ceo@acme.example", "device:dc*", "domain:acme.example"],
        OwnEgress = ["192.0.2.0/24"],
        Infrastructure = ["198.51.100.53", "fw-*"],
        Devices = 100,
        Users = 1_000,
    };

    [Theory]
    [InlineData("198.51.100.7", null)]
    [InlineData("198.51.100.16/28", null)]
    [InlineData("2001:db8:1::7", null)]
    [InlineData("203.0.113.5", "never_block")]
    [InlineData("203.0.113.0/28", "never_block")]
    [InlineData("::ffff:203.0.113.5", "never_block")]
    [InlineData("192.0.2.9", "never_block")]
    [InlineData("198.51.100.53", "never_block")]
    [InlineData("198.51.100.48/29", "never_block")]
    [InlineData("10.1.2.3", "never_block")]
    [InlineData("172.31.0.1", "never_block")]
    [InlineData("192.168.1.1", "never_block")]
    [InlineData("100.64.3.3", "never_block")]
    [InlineData("169.254.0.9", "never_block")]
    [InlineData("fd00::1", "never_block")]
    [InlineData("fe80::1", "never_block")]
    [InlineData("127.0.0.1", "never_block")]
    [InlineData("::1", "never_block")]
    [InlineData("::ffff:127.0.0.1", "never_block")]
    [InlineData("0.0.0.0/0", "never_block")]
    [InlineData("::/0", "never_block")]
    [InlineData("::ffff:0:0/96", "never_block")]
    [InlineData("128.0.0.0/1", "network_size")]
    [InlineData("198.51.100.128/27", "network_size")]
    [InlineData("2001:db8::/48", "network_size")]
    [InlineData("somewhere", "never_block")]
    public void Addresses(string address, string? refusing)
    {
        var decision = Check(Some.Block() with { Target = new ContainmentTarget { Kind = EntityKind.Address, Value = address, Ip = address } });
        decision.IsPassed.ShouldBe(refusing is null);
        if (refusing is not null)
        {
            decision.Checks.Where(c => !c.IsPassed).Select(c => c.Name).Contains(refusing, StringComparer.Ordinal).ShouldBeTrue(decision.Refusals);
            decision.Refusals.ShouldEndWith(".");
        }
    }

    [Fact]
    public void Private_addresses_may_be_blocked_where_that_is_agreed()
    {
        var proposal = Some.Block() with { Target = new ContainmentTarget { Kind = EntityKind.Address, Value = "10.1.2.3", Ip = "10.1.2.3" } };
        Check(proposal, Rules with { MayBlockPrivate = true }).IsPassed.ShouldBeTrue();
        Check(proposal with { Action = ContainmentAction.IsolateDevice, Target = new ContainmentTarget { Kind = EntityKind.Device, Value = "laptop-7", Ip = "10.1.2.3" } }).IsPassed
            .ShouldBeTrue("a device within is cut off by its address");
    }

    [Theory]
    [InlineData("anna@acme.example", true)]
    [InlineData("CEO@acme.example", false)]
    [InlineData("breakglass1@acme.example", false)]
    [InlineData(@"ACME\svc-backup", false)]
    [InlineData("sync_dc01_ab12@acme.example", false)]
    [InlineData("krbtgt", false)]
    [InlineData("host7$", false)]
    public void Users(string user, bool isPassed) => Check(Some.Block() with
    {
        Action = ContainmentAction.DisableUser,
        Target = new ContainmentTarget { Kind = EntityKind.User, Value = user, UserName = user },
    }).IsPassed.ShouldBe(isPassed);

    [Theory]
    [InlineData("laptop-7", null, null, true)]
    [InlineData("DC01", null, null, false)]
    [InlineData("aa:bb:cc:dd:ee:ff", "dc02", null, false)]
    [InlineData("aa:bb:cc:dd:ee:ff", "laptop-7", "203.0.113.2", false)]
    [InlineData("fw-berlin", null, null, false)]
    public void Devices_by_whatever_name(string device, string? host, string? ip, bool isPassed) => Check(Some.Block() with
    {
        Action = ContainmentAction.IsolateDevice,
        Target = new ContainmentTarget { Kind = EntityKind.Device, Value = device, HostName = host, Ip = ip },
    }).IsPassed.ShouldBe(isPassed);

    [Fact]
    public void Every_check_is_in_the_decision_whatever_the_first_says()
    {
        var (state, decision) = GuardRail.Check(new LimitsState { IsKilled = true, KilledBy = Some.Ben, KilledWhy = "Drill." }, Some.Block() with { DurationMs = 48 * ActionBudget.HourMs }, Rules, takes: true, Some.Night);
        decision.Checks.Select(c => c.Name).ShouldBe(["kill_switch", "never_block", "network_size", "limit", "hourly_client", "hourly_connector", "hourly_rule", "room", "undo_rate"]);
        decision.Checks.Where(c => !c.IsPassed).Select(c => c.Name).ShouldBe(["kill_switch", "limit"]);
        decision.Refusals.ShouldContain("switched off by ben. Drill.");
        state.Places.ShouldBeEmpty("what is refused takes no place");
        Check(Some.Block(), Rules with { IsKilled = true }).IsPassed.ShouldBeFalse();
        Check(Some.Block(), Rules with { IsKilledEverywhere = true }).IsPassed.ShouldBeFalse();
        new GuardDecision([]).IsPassed.ShouldBeFalse("no check is no yes");
    }

    private static GuardDecision Check(OperationProposal proposal, GuardRules? rules = null) =>
        GuardRail.Check(new LimitsState(), proposal, rules ?? Rules, takes: false, Some.Night).Decision;
}
