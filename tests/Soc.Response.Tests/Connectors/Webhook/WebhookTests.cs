using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.Tests.Connectors.Contract;
using Xunit;

namespace Soc.Response.Tests.Connectors.Webhook;

public sealed class WebhookTests : HttpConnectorContract
{
    protected internal override string Id => "webhook";

    protected override ContainmentAction Action => ContainmentAction.FirewallPolicy;

    protected override ContainmentTarget Target => new() { Kind = EntityKind.Device, Value = "ws-12", HostName = "ws-12", Ip = "10.1.2.3" };

    protected override string Options => $$"""{"baseUrl":"https://hooks.example.com/soc","secret":"env:{{SecretName}}","statusUrl":"https://hooks.example.com/soc/status/{operation}"}""";

    protected override string Right => "signature";

    protected override string Secret => "whsec_c2VjcmV0LW9mLXRoZS13ZWJob29rLTE=";

    protected override bool AsksBack => false;

    internal override FakeProduct MakeFake() => new FakeReceiver { Time = Time };

    private FakeReceiver Receiver => (FakeReceiver)Fake;

    private string WithoutStatus => $$"""{"baseUrl":"https://hooks.example.com/soc","secret":"env:{{SecretName}}"}""";

    [Fact]
    public async Task The_message_is_a_cloud_event_with_the_same_id_each_time()
    {
        await ApplyAsync();
        await ApplyAsync();
        Receiver.Ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        var message = Fake.Requests.First(r => r.Method is "POST").Json();
        message.GetProperty("specversion").GetString().ShouldBe("1.0");
        message.GetProperty("type").GetString().ShouldBe("soc.containment.apply");
        message.GetProperty("id").GetString().ShouldBe(Receiver.Ids[0]);
        message.GetProperty("subject").GetString().ShouldBe("device/ws-12");
        message.GetProperty("data").GetProperty("action").GetString().ShouldBe("firewall_policy");
        message.GetProperty("data").GetProperty("target").GetProperty("ip").GetString().ShouldBe("10.1.2.3");

        await ApplyAsync(Order with { UntilMs = Order.UntilMs + 60_000 });
        Receiver.Ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(2, "An extension is news.");
    }

    [Fact]
    public async Task A_receiver_that_reports_nothing_leaves_it_unverified()
    {
        Receiver.IsMute = true;
        var connector = Make(WithoutStatus);
        var applied = await connector.ApplyAsync(Order, default);
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Unverified);
        (await connector.VerifyAsync(Order, applied, default)).Kind.ShouldBe(ContainmentOutcomeKind.Unverified);
        (await connector.RevertAsync(Order, applied, default)).Kind.ShouldBe(ContainmentOutcomeKind.Unverified);
        Fake.IsHeld.ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://hooks.example.com/where/7", true)]
    [InlineData("/where/7", true)]
    [InlineData("https://169.254.169.254/latest/meta-data", false)]
    [InlineData("http://hooks.example.com/where/7", false)]
    [InlineData("https://hooks.example.com:8443/where/7", false)]
    public async Task A_receiver_may_name_a_place_on_its_own_host_only(string place, bool isAsked)
    {
        Receiver.StatusUrl = place;
        var connector = Make(WithoutStatus);
        var applied = await connector.ApplyAsync(Order, default);
        applied.Kind.ShouldBe(isAsked ? ContainmentOutcomeKind.Pending : ContainmentOutcomeKind.Unverified);
        Fake.Requests.ShouldAllBe(r => r.Uri.Host == "hooks.example.com" && r.Uri.Port == 443 && r.Uri.Scheme == "https");
        Fake.Settle();
        (await connector.VerifyAsync(Order, applied, default)).Kind.ShouldBe(isAsked ? ContainmentOutcomeKind.Confirmed : ContainmentOutcomeKind.Unverified);
    }

    [Fact]
    public async Task What_cannot_be_undone_is_not_told_to_be_undone()
    {
        var order = Order with { Action = ContainmentAction.RevokeSessions };
        var applied = await ApplyAsync(order);
        (await Connector.RevertAsync(order, applied, default)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        Fake.Requests.Count(r => r.Method is "POST").ShouldBe(1);
    }

    [Fact]
    public void The_place_to_ask_must_be_on_the_receivers_host()
    {
        Should.Throw<ConnectorSettingsException>(() => Make(Options.Replace("https://hooks.example.com/soc/status", "https://other.example.com", StringComparison.Ordinal))).Message.ShouldContain("statusUrl");
        Should.Throw<ConnectorSettingsException>(() => Make(Options.Replace("{operation}", "x", StringComparison.Ordinal))).Message.ShouldContain("statusUrl");
    }
}
