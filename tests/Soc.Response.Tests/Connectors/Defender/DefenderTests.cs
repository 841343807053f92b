using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.Tests.Connectors.Contract;
using Xunit;

namespace Soc.Response.Tests.Connectors.Defender;

public sealed class DefenderTests : HttpConnectorContract
{
    protected internal override string Id => "defender";

    protected override ContainmentAction Action => ContainmentAction.IsolateDevice;

    protected override ContainmentTarget Target => new() { Kind = EntityKind.Device, Value = "aa:bb:cc:dd:ee:01", Mac = "aa:bb:cc:dd:ee:01", Ip = "10.1.2.3", HostName = "ws-12" };

    protected override string Options => $$"""{"baseUrl":"https://api.security.microsoft.com","tenantId":"contoso","clientId":"app-1","clientSecret":"env:{{SecretName}}"}""";

    protected override string Right => "Machine.Isolate";

    internal override FakeProduct MakeFake()
    {
        var fake = new FakeDefender { Time = Time };
        fake.Machines.Add(("m1", "ws-12.corp.example.com", "10.1.2.3", Time.GetUtcNow()));
        fake.Machines.Add(("other", "ws-120.corp.example.com", "10.1.2.4", Time.GetUtcNow()));
        return fake;
    }

    private FakeDefender Defender => (FakeDefender)Fake;

    [Fact]
    public async Task After_a_restart_an_operation_knows_its_own_isolation_by_the_comment()
    {
        await AppliedAsync();
        var again = await Make().ApplyAsync(Order, default);
        again.Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        again.WasSoBefore.ShouldBeFalse();
        Fake.Changes.ShouldBe(1);
        (await Make().ApplyAsync(Order with { OperationId = "op-2" }, default)).WasSoBefore.ShouldBeTrue();
    }

    [Fact]
    public async Task An_isolation_by_somebody_else_after_ours_stays()
    {
        var applied = await AppliedAsync();
        Fake.ReleaseByOther();
        Fake.HoldByOther();
        (await RevertAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        Fake.IsHeld.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("TimeOut")]
    [InlineData("Cancelled")]
    public async Task An_action_that_ended_badly_has_failed(string end)
    {
        var applied = await ApplyAsync();
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Pending);
        applied.Reference.ShouldNotBeNull();
        (await VerifyAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Pending);
        Defender.End = end;
        Fake.Settle();
        var verified = await VerifyAsync(applied);
        verified.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        verified.Reason.ShouldContain(end);
    }

    [Fact]
    public async Task A_machine_without_a_name_is_found_by_its_address()
    {
        await AppliedAsync(Order with { Target = Target with { HostName = null } });
        Fake.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task Of_two_with_one_name_the_living_one_is_meant_and_of_two_that_live_none()
    {
        Defender.Machines.Add(("m0", "ws-12.corp.example.com", "10.1.2.3", Time.GetUtcNow().AddDays(-9)));
        await AppliedAsync();
        Fake.IsHeld.ShouldBeTrue();
        Defender.Machines.Add(("m2", "ws-12.other.example.com", "10.9.2.3", Time.GetUtcNow()));
        (await ApplyAsync(Order with { OperationId = "op-2" })).Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        (await AppliedAsync(Order with { OperationId = "op-3", Target = Target with { HostName = "ws-12.other.example.com" } })).ShouldNotBeNull();
    }
}
