using Shouldly;
using Soc.Detection.SignIns;
using Xunit;

namespace Soc.Content.Tests.Detection;

/// <summary>An address in a state comes out as it went in.</summary>
public sealed class PackedIpTests
{
    [Theory]
    [InlineData("198.51.100.7")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("2001:db8::1")]
    [InlineData("2001:db8:1:2:3:4:5:6")]
    [InlineData("::1")]
    public void RoundTrips(string text) => PackedIp.Of(text).Text.ShouldBe(text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1.2.3.256")]
    [InlineData("1..2.3")]
    [InlineData("host.example.com")]
    public void NoAddressIsNone(string? text) => PackedIp.Of(text).Text.ShouldBeNull();

    [Fact]
    public void MappedIsTheSameAsPlain() => PackedIp.Of("::ffff:198.51.100.7").ShouldBe(PackedIp.Of("198.51.100.7"));
}
