using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.CiscoIse;

/// <summary>Quarantines devices on the network by Cisco ISE.</summary>
internal sealed class CiscoIseConnectorType : ProductConnectorType<CiscoIseOptions>
{
    protected override IContainmentConnector Create(CiscoIseOptions options, ConnectorContext context)
    {
        CheckName("policy", options.Policy);
        if (options.User.Contains(':', StringComparison.Ordinal))
        {
            throw new ConnectorSettingsException($"{Description.Id}: the setting 'user' cannot have a colon in it.");
        }

        return new CiscoIseConnector(Description, options, new ProductClient(Description.Id, options, defaultUrl: null, context, HeaderCredential.Basic(options.User, options.Password)));
    }
}
