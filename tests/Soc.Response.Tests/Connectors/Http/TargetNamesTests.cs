using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.Connectors.Http;
using Xunit;

namespace Soc.Response.Tests.Connectors.Http;

/// <summary>Names come from logs, so that somebody else may have chosen them.</summary>
public sealed class TargetNamesTests
{
    [Theory]
    [InlineData("ws-12", true)]
    [InlineData("ws-12.corp.example.com", true)]
    [InlineData("x' or computerDnsName ne '", false)]
    [InlineData("ws:12", false)]
    [InlineData("...", false)]
    [InlineData("", false)]
    public void A_host_has_nothing_in_it_that_a_filter_could_read(string name, bool isTaken) =>
        TargetNames.Host(Of(t => t with { HostName = name })).ShouldBe(isTaken ? name : null);

    [Theory]
    [InlineData("aa:bb:cc:dd:ee:01", "AA:BB:CC:DD:EE:01")]
    [InlineData("AA-BB-CC-DD-EE-01", "AA:BB:CC:DD:EE:01")]
    [InlineData("aabbccddee01", "AA:BB:CC:DD:EE:01")]
    [InlineData("aa:bb:cc:dd:ee", null)]
    [InlineData("aa:bb:cc:dd:ee:0g", null)]
    public void A_hardware_address_is_twelve_digits(string mac, string? written) => TargetNames.Mac(Of(t => t with { Mac = mac })).ShouldBe(written);

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", "203.0.113.7")]
    [InlineData("2001:DB8:0:0::1", "2001:db8::1", "2001:db8::1")]
    [InlineData("198.51.100.0/28", null, "198.51.100.0/28")]
    [InlineData("198.51.100.0/28</ip>", null, null)]
    public void An_address_is_written_in_one_way(string text, string? address, string? network)
    {
        TargetNames.Address(Of(t => t with { Ip = text })).ShouldBe(address);
        TargetNames.AddressOrNetwork(Of(t => t with { Ip = text })).ShouldBe(network);
    }

    [Fact]
    public void An_operation_is_found_again_in_its_remark()
    {
        var order = new ContainmentOrder { OperationId = "op-1", Client = "acme", Action = ContainmentAction.IsolateDevice, Target = Of(t => t), UntilMs = 1, Reason = "why [not]" };
        TargetNames.OperationIn(TargetNames.Remark(order)).ShouldBe("op-1");
        TargetNames.OperationIn("an analyst [soc operation").ShouldBeNull();
        TargetNames.OperationIn(null).ShouldBeNull();
    }

    private static ContainmentTarget Of(Func<ContainmentTarget, ContainmentTarget> change) => change(new ContainmentTarget { Kind = EntityKind.Device, Value = "-" });
}
