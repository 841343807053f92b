using System.Net;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Reset;
using Xunit;

namespace Soc.Capture.Tests.Reset;

public sealed class NeverBlockTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.255.255.255", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("10.1.2.3", "10.1.2.3", true)]
    [InlineData("10.1.2.3", "10.1.2.4", false)]
    [InlineData("10.1.2.3/31", "10.1.2.2", true)]
    [InlineData("0.0.0.0/0", "255.255.255.255", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("2001:db8::/33", "2001:db8:7fff::1", true)]
    [InlineData("2001:db8::/33", "2001:db8:8000::1", false)]
    [InlineData("fe80::1/128", "fe80::1", true)]
    public void A_range_contains_its_addresses(string text, string address, bool isIn)
    {
        AddressRange.TryParse(text, out var range).ShouldBeTrue();
        range.Contains(Of(address)).ShouldBe(isIn);
        default(AddressRange).Contains(Of(address)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/")]
    [InlineData("::/129")]
    [InlineData("host/8")]
    public void What_is_no_range_is_refused(string text) => AddressRange.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Own_addresses_are_found_and_gateways_are_read_from_the_kernels_table()
    {
        ThisHost.Addresses().ShouldContain(r => r.Contains(Of("127.0.0.1")));
        string[] table =
        [
            "IP address       HW type     Flags       HW address            Mask     Device",
            "10.0.0.1         0x1         0x2         02:42:0a:00:00:01     *        eth0",
            "10.0.0.2         0x1         0x2         02:42:0a:00:00:02     *        eth0",
            "10.0.0.3         0x1         0x0         00:00:00:00:00:00     *        eth0",
            "10.0.0.4 cut",
        ];
        ThisHost.StationsOf(table, new HashSet<string>(StringComparer.Ordinal) { "10.0.0.1", "10.0.0.3", "10.0.0.4" }).ShouldBe([new MacAddress(0x02420A000001)]);
    }

    internal static NetAddress Of(string address)
    {
        var bytes = IPAddress.Parse(address).GetAddressBytes();
        return bytes.Length == 4 ? NetAddress.V4(bytes) : NetAddress.V6(bytes);
    }
}
