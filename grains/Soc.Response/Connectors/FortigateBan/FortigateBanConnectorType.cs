using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.FortigateBan;

/// <summary>Bans addresses on a FortiGate for a time.</summary>
internal sealed class FortigateBanConnectorType : ProductConnectorType<FortigateBanOptions>
{
    protected override IContainmentConnector Create(FortigateBanOptions options, ConnectorContext context)
    {
        CheckName("vdom", options.Vdom);
        return new FortigateBanConnector(Description, options, new ProductClient(Description.Id, options, defaultUrl: null, context, HeaderCredential.Bearer(options.Token)));
    }
}
