using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.Tests.Connectors.Contract;
using Xunit;

namespace Soc.Response.Tests.Connectors.CiscoIse;

public sealed class CiscoIseTests : HttpConnectorContract
{
    protected internal override string Id => "cisco_ise";

    protected override ContainmentAction Action => ContainmentAction.IsolateDevice;

    protected override ContainmentTarget Target => new() { Kind = EntityKind.Device, Value = "aa:bb:cc:dd:ee:01", Mac = "aa:bb:cc:dd:ee:01" };

    protected override string Options => $$"""{"baseUrl":"https://ise.example.com:9060","user":"soc","password":"env:{{SecretName}}"}""";

    protected override string Right => "ERS Admin";

    protected override bool KnowsItsTargets => false;

    internal override FakeProduct MakeFake() => new FakeIse("AA:BB:CC:DD:EE:01") { Time = Time };

    private FakeIse Ise => (FakeIse)Fake;

    [Fact]
    public async Task A_policy_that_the_device_had_before_is_given_back()
    {
        Ise.Policy = "Watch";
        var applied = await AppliedAsync();
        Ise.Policy.ShouldBe("Quarantine");
        await RevertedAsync(applied);
        Ise.Policy.ShouldBe("Watch");
    }

    [Fact]
    public async Task A_policy_that_somebody_gave_it_meanwhile_stays()
    {
        var applied = await AppliedAsync();
        Ise.Policy = "Shutdown";
        (await RevertAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        Ise.Policy.ShouldBe("Shutdown");
    }

    [Fact]
    public async Task When_ours_is_refused_the_other_is_given_back_and_when_that_is_refused_a_person_is_told()
    {
        Ise.Policy = "Watch";
        Ise.RefusedPolicy = "Quarantine";
        (await ApplyAsync()).Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        Ise.Policy.ShouldBe("Watch");

        Ise.RefusedPolicy = null;
        var applied = await AppliedAsync();
        Ise.RefusedPolicy = "Watch";
        var reverted = await RevertAsync(applied);
        reverted.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        reverted.Reason.ShouldContain("Watch");
    }

    [Fact]
    public async Task A_device_without_a_hardware_address_is_refused_without_a_call()
    {
        (await ApplyAsync(Order with { Target = new ContainmentTarget { Kind = EntityKind.Device, Value = "10.1.2.3" } })).Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        Fake.Requests.ShouldBeEmpty();
    }
}
