using Shouldly;
using Soc.Enrichment.Egress;
using Soc.Model.Entities;

namespace Soc.Enrichment.Tests.Egress;

public sealed class AsnClassesTests
{
    [Theory]
    [InlineData(16509, EgressClass.Hosting)]
    [InlineData(8075, EgressClass.Hosting)]
    [InlineData(212238, EgressClass.CommercialVpn)]
    [InlineData(13335, EgressClass.PrivacyRelay)]
    [InlineData(14593, EgressClass.Satellite)]
    [InlineData(22351, EgressClass.Satellite)]
    [InlineData(3303, EgressClass.Residential)]
    [InlineData(21928, EgressClass.Mobile)]
    public void CuratedNetworks_AreKnown(int asn, EgressClass expected) => AsnClasses.Of(asn, "whatever hosting").ShouldBe((expected, false));

    [Fact]
    public void Table_IsLargeEnoughToMatter() => AsnClasses.Count.ShouldBeGreaterThan(400);

    [Theory]
    [InlineData("Example Hosting Ltd", EgressClass.Hosting)]
    [InlineData("EXAMPLE-CLOUD", EgressClass.Hosting)]
    [InlineData("Example Data Center GmbH", EgressClass.Hosting)]
    [InlineData("Fast VPN Hosting", EgressClass.CommercialVpn)]
    [InlineData("Example Mobile S.A.", EgressClass.Mobile)]
    [InlineData("University of Somewhere", EgressClass.Business)]
    [InlineData("Colombia Movil", EgressClass.Unknown)]
    [InlineData("Colombia Telecomunicaciones", EgressClass.Residential)]
    [InlineData("City of Burbank", EgressClass.Unknown)]
    [InlineData("Automobile Club", EgressClass.Unknown)]
    [InlineData("Acme Inc.", EgressClass.Unknown)]
    [InlineData(null, EgressClass.Unknown)]
    public void UnknownNetworks_AreGuessedByWholeWords(string? name, EgressClass expected) =>
        AsnClasses.Of(64_500, name).ShouldBe((expected, expected != EgressClass.Unknown));

    [Fact]
    public void NoNetwork_IsNoGuess() => AsnClasses.Of(0, "Example Hosting").ShouldBe((EgressClass.Unknown, false));
}
