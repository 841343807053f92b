using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.Tests.Connectors.Contract;
using Xunit;

namespace Soc.Response.Tests.Connectors.Okta;

public sealed class OktaTests : HttpConnectorContract
{
    protected internal override string Id => "okta";

    protected override ContainmentAction Action => ContainmentAction.DisableUser;

    protected override ContainmentTarget Target => new() { Kind = EntityKind.User, Value = "anna.keller@example.com" };

    protected override string Options => $$"""{"baseUrl":"https://example.okta.com","token":"env:{{SecretName}}"}""";

    protected override string Right => "okta.users.manage";

    internal override FakeProduct MakeFake() => new FakeOkta { Time = Time };

    private FakeOkta Okta => (FakeOkta)Fake;

    [Fact]
    public async Task Whoever_is_not_active_cannot_be_suspended_and_that_is_said()
    {
        Okta.Status = "STAGED";
        var applied = await ApplyAsync();
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        applied.Reason.ShouldContain("STAGED");
        Fake.Changes.ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_was_deactivated_meanwhile_stays_so()
    {
        var applied = await AppliedAsync();
        Okta.Status = "DEPROVISIONED";
        (await RevertAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        Okta.Status.ShouldBe("DEPROVISIONED");
    }

    [Fact]
    public async Task What_is_not_shown_yet_is_pending_for_a_while_and_then_failed()
    {
        Okta.OldStatus = "ACTIVE";
        var applied = await ApplyAsync();
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Pending);
        (await VerifyAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Pending);
        Okta.OldStatus = null;
        (await VerifyAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        Okta.ReleaseByOther();
        Time.Advance(TimeSpan.FromMinutes(3));
        (await VerifyAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Failed);
    }

    [Fact]
    public async Task Cleared_sessions_are_never_said_to_be_confirmed()
    {
        var order = Order with { Action = ContainmentAction.RevokeSessions };
        var applied = await ApplyAsync(order);
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Unverified);
        applied.IsTransient.ShouldBeFalse();
        (await ApplyAsync(order)).Kind.ShouldBe(ContainmentOutcomeKind.Unverified);
        Okta.SessionsCleared.ShouldBe(1);
        (await VerifyAsync(applied, order)).Kind.ShouldBe(ContainmentOutcomeKind.Unverified);
        (await Connector.RevertAsync(order, applied, default)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        Okta.SessionsCleared.ShouldBe(1);
    }
}
