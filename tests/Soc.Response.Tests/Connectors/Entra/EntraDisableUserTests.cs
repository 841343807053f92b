using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.Tests.Connectors.Contract;
using Xunit;

namespace Soc.Response.Tests.Connectors.Entra;

public sealed class EntraDisableUserTests : HttpConnectorContract
{
    protected internal override string Id => "entra";

    protected override ContainmentAction Action => ContainmentAction.DisableUser;

    protected override ContainmentTarget Target => new() { Kind = EntityKind.User, Value = "anna.keller@example.com", UserName = "Anna#Keller@example.com" };

    protected override string Options => $$"""{"baseUrl":"https://graph.microsoft.com","tenantId":"contoso","clientId":"app-1","clientSecret":"env:{{SecretName}}"}""";

    protected override string Right => "User.EnableDisableAccount.All";

    internal override FakeProduct MakeFake() => new FakeDirectory("Anna#Keller@example.com") { Time = Time };

    [Fact]
    public async Task A_token_is_kept_until_shortly_before_its_end_and_got_again_when_it_is_not_taken()
    {
        await PlanAsync();
        await PlanAsync();
        Tokens().ShouldBe(1);
        Time.Advance(TimeSpan.FromSeconds(1_740));
        await PlanAsync();
        Tokens().ShouldBe(2);
        Fake.Fault = new HttpFault(401, Times: 1, OnReads: true);
        (await PlanAsync()).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        Tokens().ShouldBe(3);
    }

    [Theory]
    [InlineData("../groups")]
    [InlineData("..")]
    [InlineData("a?$select=id")]
    public async Task A_name_that_would_lead_elsewhere_is_refused_without_a_call(string name)
    {
        (await ApplyAsync(Order with { Target = Target with { UserName = name } })).Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        Fake.Requests.ShouldBeEmpty();
    }

    private int Tokens() => Fake.Requests.Count(r => r.Uri.Host is "login.microsoftonline.com");
}
