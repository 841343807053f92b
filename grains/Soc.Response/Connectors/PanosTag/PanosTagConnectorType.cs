using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.PanosTag;

/// <summary>Tags addresses on a PAN-OS firewall, so that a dynamic address group takes them in without a commit.</summary>
internal sealed class PanosTagConnectorType : ProductConnectorType<PanosTagOptions>
{
    protected override IContainmentConnector Create(PanosTagOptions options, ConnectorContext context)
    {
        CheckName("tag", options.Tag);
        CheckName("vsys", options.Vsys);
        return new PanosTagConnector(Description, options, new ProductClient(Description.Id, options, defaultUrl: null, context, new HeaderCredential(options.ApiKey, "X-PAN-KEY", k => k)));
    }
}
