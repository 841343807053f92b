using Shouldly;
using Soc.Capture.Decode;
using Soc.CaptureAgent.Capturing;
using Xunit;

namespace Soc.Capture.Tests.Agent;

public sealed class NeverBlockedTests
{
    /// <summary>The first two are as long as a hardware address, have its five colons and its twelve digits.</summary>
    [Theory]
    [InlineData("2001:db81:1:1::22")]
    [InlineData("fd00::1:2222:3333")]
    [InlineData("2001:db8::1")]
    [InlineData("192.0.2.7")]
    public void An_address_in_the_list_is_never_touched(string entry)
    {
        NetAddress.TryParse(entry, out var address).ShouldBeTrue();
        NeverBlocked.Of([entry]).Protects(address).ShouldBeTrue();
    }

    [Theory]
    [InlineData("00:11:22:aa:BB:55", true)]
    [InlineData("00:11:22:aa:BB:5", false)]
    [InlineData("00:11:22:aa:BB-55", false)]
    [InlineData("0011:22:aa::BB:55", false)]
    [InlineData("+0:11:22:aa:BB:55", false)]
    public void A_hardware_address_is_six_pairs(string text, bool isOne)
    {
        NeverBlocked.TryMac(text, out var mac).ShouldBe(isOne);
        mac.ShouldBe(isOne ? new MacAddress(0x001122AABB55) : default);
    }
}
