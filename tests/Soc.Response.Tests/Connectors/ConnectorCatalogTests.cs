using Shouldly;
using Soc.Response.Connectors.Okta;
using Soc.Response.Connectors.PanosTag;
using Xunit;

namespace Soc.Response.Tests.Connectors;

public sealed class ConnectorCatalogTests
{
    private const string Fit = """{"id":"a_b","title":"A","actions":[{"action":"block_address","isReversible":true,"endsByItself":false}],"rights":["r"]}""";

    [Fact]
    public void Every_connector_is_found_and_describes_itself()
    {
        var catalog = ConnectorCatalog.Load();
        foreach (var id in (string[])["panos_tag", "fortigate_ban", "entra", "defender", "crowdstrike", "okta", "cisco_ise", "webhook", "capture_agent"])
        {
            catalog.Find(id).ShouldNotBeNull(id);
        }

        catalog.Find("nobody").ShouldBeNull();
    }

    [Fact]
    public void Two_with_one_id_stop_the_start() =>
        Should.Throw<InvalidOperationException>(() => ConnectorCatalog.Of([new OktaConnectorType(), new PanosTagConnectorType(), new OktaConnectorType()])).Message.ShouldContain("'okta'");

    [Theory]
    [InlineData("a_b", "A-B")]
    [InlineData("block_address", "nuke")]
    [InlineData("\"r\"", "\"\"")]
    [InlineData("\"r\"", "")]
    [InlineData("\"A\"", "\" \"")]
    [InlineData("\"endsByItself\":false", "\"endsByItself\":false,\"colour\":1")]
    [InlineData(",\"endsByItself\":false", "")]
    [InlineData("}]", "},{\"action\":\"block_address\",\"isReversible\":true,\"endsByItself\":false}]")]
    public void A_description_that_does_not_fit_stops_the_start(string what, string by)
    {
        ConnectorDescriptions.Parse("Here", Fit).Id.ShouldBe("a_b");
        Should.Throw<InvalidOperationException>(() => ConnectorDescriptions.Parse("Here", Fit.Replace(what, by, StringComparison.Ordinal))).Message.ShouldContain("Here/connector.json");
    }
}
