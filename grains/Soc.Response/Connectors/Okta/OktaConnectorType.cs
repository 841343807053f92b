using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.Okta;

/// <summary>Acts on users of an Okta organisation.</summary>
internal sealed class OktaConnectorType : ProductConnectorType<OktaOptions>
{
    protected override IContainmentConnector Create(OktaOptions options, ConnectorContext context) =>
        new OktaConnector(Description, new ProductClient(Description.Id, options, defaultUrl: null, context, new HeaderCredential(options.Token, "Authorization", t => $"SSWS {t}")));
}
