using System.Net;
using CsCheck;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Export;
using Soc.Model.Events;
using Xunit;

namespace Soc.Capture.Tests.Export;

/// <summary>The agent and the gateway mean the same by an address of one's own.</summary>
public sealed class AddressKindsTests
{
    [Fact]
    public void Inside_is_what_is_private_and_nobodys_group()
    {
        // The first bytes decide: all of them come, with the rest at random.
        Gen.Select(Gen.Byte, Gen.Byte, Gen.Byte, Gen.Byte).Sample((a, b, c, d) => Check([a, b, c, d]), iter: 20_000);
        Gen.Select(Gen.OneOf(Gen.Byte, Gen.Byte[0xFC, 0xFF]), Gen.Byte, Gen.Byte.Array[14]).Sample((a, b, rest) => Check([a, b, .. rest]), iter: 20_000);
    }

    [Theory]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::2")]
    [InlineData("100.63.255.255")]
    [InlineData("100.127.255.255")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("255.255.255.255")]
    public void At_the_borders_too(string address) => Check(IPAddress.Parse(address).GetAddressBytes());

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("203.0.113.255")]
    [InlineData("10.200.30.4")]
    [InlineData("2001:db8::1")]
    [InlineData("fe80::1:ffff:ffff:ffff")]
    public void An_address_is_written_as_everybody_writes_it(string address) =>
        NetAddress.TryParse(address, out var parsed).ShouldBe(parsed.ToString() == address);

    private static void Check(byte[] bytes)
    {
        var address = bytes.Length == 4 ? NetAddress.V4(bytes) : NetAddress.V6(bytes);
        AddressKinds.IsInside(address).ShouldBe(!AddressKinds.IsGroup(address) && IpText.IsPrivate(new IPAddress(bytes)), address.ToString());
    }
}
