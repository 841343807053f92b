using System.Text.Json;
using Shouldly;
using Soc.Response.Connectors.Okta;
using Soc.Response.Tests.Connectors.Contract;
using Xunit;

namespace Soc.Response.Tests.Connectors;

/// <summary>Every connector passes its contract suite: that it has one is checked here, that it passes by the suite.</summary>
public sealed class ConnectorSuiteTests
{
    [Fact]
    public void Every_connector_of_the_catalog_has_a_contract_suite()
    {
        ConnectorCatalogs.Own.Types.Select(t => ConnectorDescriptions.FolderOf(t.GetType())).Order(StringComparer.Ordinal).ShouldBe(ConnectorDescriptions.Folders);
        ConnectorSuites.Gaps([.. ConnectorCatalogs.Own.Types]).ShouldBeEmpty();
    }

    [Fact]
    public void A_connector_without_a_suite_and_a_suite_without_a_connector_are_found()
    {
        var others = ConnectorCatalogs.Own.Types.Where(t => t is not OktaConnectorType).ToArray();
        ConnectorSuites.Gaps([.. others, new Unsuited("new_one")]).ShouldBe(
        [
            "The connector 'new_one' has no contract suite: derive a class of its tests from ConnectorContract.",
            "There is no connector 'okta', and OktaTests says that it is its contract suite.",
        ]);
    }

    private sealed class Unsuited(string id) : IConnectorType
    {
        public ConnectorDescription Description { get; } = new() { Id = id, Title = id, Actions = [], Rights = [] };

        public IContainmentConnector Create(JsonElement options, ConnectorContext context) => throw new NotSupportedException();
    }
}
