using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.Tests.Connectors.Contract;
using Xunit;

namespace Soc.Response.Tests.Connectors.FortigateBan;

public sealed class FortigateBanTests : HttpConnectorContract
{
    protected internal override string Id => "fortigate_ban";

    protected override ContainmentAction Action => ContainmentAction.BlockAddress;

    protected override ContainmentTarget Target => new() { Kind = EntityKind.Address, Value = "203.0.113.7", Ip = "203.0.113.7" };

    protected override string Options => $$"""{"baseUrl":"https://fg.example.com","token":"env:{{SecretName}}"}""";

    protected override string Right => "banned users";

    protected override bool KnowsItsTargets => false;

    internal override FakeProduct MakeFake() => new FakeFortigate("203.0.113.7") { Time = Time };

    [Fact]
    public async Task A_ban_of_somebody_else_that_ends_too_early_is_made_longer_and_gets_its_own_end_back()
    {
        var firewall = (FakeFortigate)Fake;
        var theirs = Time.GetUtcNow().ToUnixTimeSeconds() + 600;
        firewall.Ban(theirs);
        var applied = await AppliedAsync();
        firewall.UntilSeconds.ShouldBe(Order.UntilMs / 1_000);
        await RevertedAsync(applied);
        firewall.UntilSeconds.ShouldBe(theirs);
    }

    [Fact]
    public async Task A_ban_that_somebody_made_for_ever_meanwhile_stays()
    {
        var firewall = (FakeFortigate)Fake;
        var applied = await AppliedAsync();
        firewall.HoldByOther();
        (await RevertAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        firewall.UntilSeconds.ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_banned_for_ever_and_an_extension_moves_the_end()
    {
        await ApplyAsync(Order with { UntilMs = Time.GetUtcNow().ToUnixTimeMilliseconds() + 1 });
        ((FakeFortigate)Fake).UntilSeconds.ShouldBe(Time.GetUtcNow().ToUnixTimeSeconds() + 1);
        await ApplyAsync(Order with { UntilMs = Order.UntilMs + 7_200_000 });
        ((FakeFortigate)Fake).UntilSeconds.ShouldBe((Order.UntilMs + 7_200_000) / 1_000);
    }

    [Theory]
    [InlineData(-300)]
    [InlineData(300)]
    public async Task A_firewall_whose_clock_is_wrong_is_understood(int aheadSeconds)
    {
        var firewall = (FakeFortigate)Fake;
        firewall.Skew = TimeSpan.FromSeconds(aheadSeconds);
        var theirs = Time.GetUtcNow().ToUnixTimeSeconds() + aheadSeconds + 600;
        firewall.Ban(theirs);
        var applied = await AppliedAsync();
        await RevertedAsync(applied);
        firewall.UntilSeconds.ShouldBe(theirs);
    }

    [Fact]
    public async Task What_was_extended_is_undone_by_whichever_order_and_a_ban_for_ever_is_never_shortened()
    {
        var firewall = (FakeFortigate)Fake;
        var longer = Order with { UntilMs = Order.UntilMs + 7_200_000 };
        var applied = await AppliedAsync();
        var extended = await ApplyAsync(longer);
        firewall.UntilSeconds.ShouldBe(longer.UntilMs / 1_000);
        await RevertedAsync(extended);
        firewall.UntilSeconds.ShouldBeNull();

        await AppliedAsync();
        firewall.HoldByOther();
        await ApplyAsync(longer);
        firewall.UntilSeconds.ShouldBe(0);
        applied.WasSoBefore.ShouldBeFalse();
    }

    [Fact]
    public async Task A_network_is_refused_without_a_call()
    {
        (await ApplyAsync(Order with { Target = Target with { Ip = "203.0.113.0/28" } })).Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        Fake.Requests.ShouldBeEmpty();
    }
}
