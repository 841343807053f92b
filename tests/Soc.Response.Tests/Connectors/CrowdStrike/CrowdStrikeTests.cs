using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.Tests.Connectors.Contract;
using Xunit;

namespace Soc.Response.Tests.Connectors.CrowdStrike;

public sealed class CrowdStrikeTests : HttpConnectorContract
{
    protected internal override string Id => "crowdstrike";

    protected override ContainmentAction Action => ContainmentAction.IsolateDevice;

    protected override ContainmentTarget Target => new() { Kind = EntityKind.Device, Value = "ws-12", HostName = "WS-12", Ip = "10.1.2.3" };

    protected override string Options => $$"""{"baseUrl":"https://api.crowdstrike.com","clientId":"client-1","clientSecret":"env:{{SecretName}}"}""";

    protected override string Right => "Hosts: write";

    internal override FakeProduct MakeFake() => new FakeFalcon { Time = Time };

    [Fact]
    public async Task A_host_without_a_name_is_found_by_its_address()
    {
        await AppliedAsync(Order with { Target = Target with { HostName = null } });
        Fake.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task A_host_that_only_the_network_knows_is_found_by_its_hardware_address()
    {
        await AppliedAsync(Order with { Target = new ContainmentTarget { Kind = EntityKind.Device, Value = "3c:52:82:20:00:0a", Mac = "3c:52:82:20:00:0a" } });
        Fake.IsHeld.ShouldBeTrue();
    }

    [Theory]
    [InlineData(403, "Hosts: write", false)]
    [InlineData(500, "failed", true)]
    [InlineData(409, "refused", false)]
    public async Task Errors_within_an_answer_of_success_are_errors(int code, string word, bool isTransient)
    {
        ((FakeFalcon)Fake).ErrorCode = code;
        var applied = await ApplyAsync();
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        applied.Reason.ShouldContain(word);
        applied.IsTransient.ShouldBe(isTransient);
    }

    [Fact]
    public async Task A_status_that_is_not_known_is_not_guessed()
    {
        ((FakeFalcon)Fake).Status = "melting";
        (await ApplyAsync()).Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        Fake.Changes.ShouldBe(0);
    }

    [Fact]
    public async Task A_host_that_is_being_released_is_left_until_that_is_over()
    {
        ((FakeFalcon)Fake).Status = "lift_containment_pending";
        var applied = await ApplyAsync();
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        applied.IsTransient.ShouldBeTrue();
        Fake.Settle();
        await AppliedAsync();
    }
}
