using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Model.Response.Feeds;
using Soc.Response.Feeds;
using Xunit;

namespace Soc.Response.Tests.Feeds;

public sealed class BlockTargetTests
{
    [Theory]
    [InlineData("203.0.113.7", BlockKind.Address, "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", BlockKind.Address, "203.0.113.7")]
    [InlineData("2001:DB8:0::5", BlockKind.Address, "2001:db8::5")]
    [InlineData("198.51.100.9/28", BlockKind.Network, "198.51.100.0/28")]
    [InlineData("198.51.100.9/32", BlockKind.Address, "198.51.100.9")]
    [InlineData("2001:db8:ffff::1/33", BlockKind.Network, "2001:db8:8000::/33")]
    public void An_address_has_one_form(string text, BlockKind kind, string value) =>
        Of(ContainmentAction.BlockAddress, new ContainmentTarget { Kind = EntityKind.Address, Value = text }).ShouldBe(new BlockTarget(kind, value));

    [Theory]
    [InlineData("Bad.Example.", "bad.example")]
    [InlineData("_sip.bad.example", "_sip.bad.example")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    public void A_domain_has_one_form(string text, string value) =>
        Of(ContainmentAction.BlockDomain, new ContainmentTarget { Kind = EntityKind.Domain, Value = text }).ShouldBe(new BlockTarget(BlockKind.Domain, value));

    [Theory]
    [InlineData(ContainmentAction.BlockAddress, "")]
    [InlineData(ContainmentAction.BlockAddress, "0.0.0.0")]
    [InlineData(ContainmentAction.BlockAddress, "0.0.0.0/0")]
    [InlineData(ContainmentAction.BlockAddress, "16.0.0.0/7")]
    [InlineData(ContainmentAction.BlockAddress, "2000::/3")]
    [InlineData(ContainmentAction.BlockAddress, "203.0.113.0/33")]
    [InlineData(ContainmentAction.BlockAddress, "203.0.113.0/-1")]
    [InlineData(ContainmentAction.BlockAddress, "bad.example")]
    [InlineData(ContainmentAction.BlockAddress, "203.0.113.7\n10.0.0.1")]
    [InlineData(ContainmentAction.BlockDomain, "example")]
    [InlineData(ContainmentAction.BlockDomain, "203.0.113.7")]
    [InlineData(ContainmentAction.BlockDomain, "bad.example\ngood.example")]
    [InlineData(ContainmentAction.BlockDomain, "bad .example")]
    [InlineData(ContainmentAction.BlockDomain, "*.example.com")]
    [InlineData(ContainmentAction.BlockDomain, "-bad.example")]
    [InlineData(ContainmentAction.BlockDomain, "bad..example")]
    [InlineData(ContainmentAction.DisableUser, "203.0.113.7")]
    public void What_cannot_stand_on_a_list_is_refused_in_words(ContainmentAction action, string value)
    {
        var kind = action == ContainmentAction.BlockDomain ? EntityKind.Domain : EntityKind.Address;
        BlockTarget.TryOf(action, new ContainmentTarget { Kind = kind, Value = value }, out _, out var problem).ShouldBeFalse();
        problem.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void What_a_product_knows_it_by_goes_before_the_name_of_the_entity()
    {
        var device = new ContainmentTarget { Kind = EntityKind.Device, Value = "pc-7", Ip = "203.0.113.9", Domain = "c2.example" };
        Of(ContainmentAction.BlockAddress, device).Value.ShouldBe("203.0.113.9");
        Of(ContainmentAction.BlockDomain, device).Value.ShouldBe("c2.example");
        BlockTarget.TryOf(ContainmentAction.BlockAddress, device with { Ip = null }, out _, out _).ShouldBeFalse("a device's name is no address");
    }

    private static BlockTarget Of(ContainmentAction action, ContainmentTarget target)
    {
        BlockTarget.TryOf(action, target, out var blocked, out var problem).ShouldBeTrue(problem);
        return blocked;
    }
}
