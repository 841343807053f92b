using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.Tests.Connectors.Contract;
using Xunit;

namespace Soc.Response.Tests.Connectors.PanosTag;

public sealed class PanosTagTests : HttpConnectorContract
{
    protected internal override string Id => "panos_tag";

    protected override ContainmentAction Action => ContainmentAction.BlockAddress;

    protected override ContainmentTarget Target => new() { Kind = EntityKind.Address, Value = "203.0.113.7", Ip = "203.0.113.7" };

    protected override string Options => $$"""{"baseUrl":"https://fw.example.com","apiKey":"env:{{SecretName}}"}""";

    protected override string Right => "User-ID Agent";

    protected override bool KnowsItsTargets => false;

    internal override FakeProduct MakeFake() => new FakeFirewall("203.0.113.7") { Time = Time };

    [Fact]
    public async Task The_firewall_ends_it_by_itself_and_an_extension_moves_the_end()
    {
        var firewall = (FakeFirewall)Fake;
        var applied = await AppliedAsync();
        firewall.Until.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(Order.UntilMs));

        var longer = Order with { UntilMs = Order.UntilMs + 3_600_000 };
        (await ApplyAsync(longer)).WasSoBefore.ShouldBeFalse();
        firewall.Until.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(longer.UntilMs));
        var changes = Fake.Changes;
        await ApplyAsync(longer);
        Fake.Changes.ShouldBe(changes);

        Time.Advance(TimeSpan.FromHours(3));
        Fake.IsHeld.ShouldBeFalse();
        (await RevertAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        Fake.Changes.ShouldBe(changes);
    }

    [Theory]
    [InlineData("16", "Operational Requests", false)]
    [InlineData("3", "failed", true)]
    [InlineData("17", "understand", false)]
    public async Task Errors_that_come_with_success_of_http_are_errors(string code, string word, bool isTransient)
    {
        ((FakeFirewall)Fake).ErrorCode = code;
        var applied = await ApplyAsync();
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        applied.Reason.ShouldContain(word);
        applied.IsTransient.ShouldBe(isTransient);
    }

    [Fact]
    public async Task What_is_no_address_is_refused_without_a_call()
    {
        var applied = await ApplyAsync(Order with { Target = new ContainmentTarget { Kind = EntityKind.Address, Value = "x</ip><ip>" } });
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        Fake.Requests.ShouldBeEmpty();
    }
}
