using Shouldly;
using Soc.Enrichment.Policies;
using Soc.Model.Policies;

namespace Soc.Enrichment.Tests.Policies;

public sealed class ClientPoliciesTests
{
    private static readonly ClientPolicy Acme = new() { Client = "acme", Version = 2, TimeZone = "Europe/Zurich" };

    [Fact]
    public void OlderVersion_DoesNotReplace_NewerDoes()
    {
        var policies = new ClientPolicies();
        policies.Publish(Acme);
        policies.Publish(Acme with { Version = 1, TimeZone = "UTC" });
        policies.Find("acme")!.Version.ShouldBe(2);
        policies.RulesOf("acme").Zone.Id.ShouldBe("Europe/Zurich");
        policies.Publish(Acme with { Version = 3, TimeZone = "UTC" });
        policies.RulesOf("acme").Zone.ShouldBe(TimeZoneInfo.Utc);
        policies.Publish(ClientPolicy.DefaultFor("aaa"));
        policies.All.Select(p => p.Client).ShouldBe(["aaa", "acme"]);
    }

    [Fact]
    public void UnknownClient_HasNoPolicy_AndUtc()
    {
        var policies = new ClientPolicies();
        policies.Find("nobody").ShouldBeNull();
        policies.RulesOf("nobody").Zone.ShouldBe(TimeZoneInfo.Utc);
    }

    [Fact]
    public void SenselessPolicy_WorksWithoutTheSenselessPart_AndSaysSo()
    {
        var policies = new ClientPolicies();
        policies.Publish(Acme with { TimeZone = "Mars/Olympus", KnownEgress = [new("0.0.0.0/0", "everything", false), new("office", "no range", false), new("203.0.113.0/24", "office", false)] });
        policies.RulesOf("acme").Zone.ShouldBe(TimeZoneInfo.Utc);
        policies.Compiled("acme")!.Problems.Count.ShouldBe(3);
        policies.Problems.ShouldAllBe(p => p.StartsWith("Client acme: ", StringComparison.Ordinal));
    }
}
