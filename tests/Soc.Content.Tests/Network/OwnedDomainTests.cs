using Shouldly;
using Soc.Detection.Network;
using Xunit;

namespace Soc.Content.Tests.Network;

public sealed class OwnedDomainTests
{
    [Theory]
    [InlineData("a.b.Evil-Update.net.", "evil-update.net")]
    [InlineData("www.shop.co.uk", "shop.co.uk")]
    [InlineData("x.y.github.io", "y.github.io")]
    [InlineData("d1234.cloudfront.net", "d1234.cloudfront.net")]
    [InlineData("c2.duckdns.org", "c2.duckdns.org")]
    public void Of_a_name_it_is_what_one_party_has(string host, string owned)
    {
        OwnedDomain.Of(host).ShouldBe(owned);
        OwnedDomain.Of(owned).ShouldBe(owned, "it is its own");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("198.51.100.7")]
    [InlineData("2001:db8::7")]
    [InlineData("fs1.corp")]
    [InlineData("printer.local")]
    [InlineData("login.microsoft.com")]
    [InlineData("microsoft.com")]
    [InlineData("www.dropbox.com")]
    [InlineData("github.io")]
    [InlineData("cdn.jsdelivr.net")]
    public void What_is_nobodys_or_everybodys_has_none(string? host) => OwnedDomain.Of(host).ShouldBeNull();
}
