using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Response.Policy;
using Xunit;

namespace Soc.Response.Tests.Policy;

/// <summary>What is what.</summary>
public sealed class AssetClassifierTests
{
    [Theory]
    [InlineData("device", "srv-db01", AssetClass.Server)]
    [InlineData("device", "SRV-DB01", AssetClass.Server)]
    [InlineData("device", "my-srv-db01", AssetClass.Workstation)]
    [InlineData("device", "sw-01", AssetClass.NetworkDevice)]
    [InlineData("device", "sw-001", AssetClass.Workstation)]
    [InlineData("user", "srv-db01", AssetClass.User)]
    [InlineData("user", "adm-anna@example.com", AssetClass.PrivilegedUser)]
    [InlineData("user", "svc-backup", AssetClass.ServiceAccount)]
    [InlineData("address", "198.51.100.7", AssetClass.Address)]
    [InlineData("domain", "example.com", AssetClass.None)]
    [InlineData("file", "a", AssetClass.None)]
    public void Patterns_decide_else_the_kind(string kind, string value, AssetClass expected)
    {
        EntityKey.TryParseKind(kind, out var read).ShouldBeTrue();
        new AssetClassifier(Make.Policy().Engagement).Of(new EntityKey(Make.Client, read, value)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("**", "abc", true)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXbYbZ", false)]
    [InlineData("?", "", false)]
    [InlineData("a?c*", "abc", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("*.example.com", "host.EXAMPLE.com", true)]
    public void A_star_is_any_and_a_question_mark_one(string pattern, string value, bool fits)
    {
        // A name is never empty: what is asked here stands behind a letter.
        var classifier = new AssetClassifier(new() { AssetClasses = [new("device:x" + pattern, "server")] });
        classifier.Of(EntityKey.Device(Make.Client, "x" + value)).ShouldBe(fits ? AssetClass.Server : AssetClass.Workstation);
    }

    [Fact]
    public void The_first_pattern_decides() =>
        new AssetClassifier(new() { AssetClasses = [new("device:srv-test*", "workstation"), new("device:srv-*", "server")] })
            .Of(EntityKey.Device(Make.Client, "srv-test1")).ShouldBe(AssetClass.Workstation);
}
