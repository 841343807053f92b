using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.Entra;

/// <summary>Acts on users of a Microsoft tenant.</summary>
internal sealed class EntraConnectorType : ProductConnectorType<EntraOptions>
{
    private static readonly Uri Graph = new("https://graph.microsoft.com");

    protected override IContainmentConnector Create(EntraOptions options, ConnectorContext context)
    {
        CheckName("tenantId", options.TenantId, maxLength: 253);
        CheckName("clientId", options.ClientId);
        ProductOptions.CheckUrl(Description.Id, "loginUrl", options.LoginUrl);
        var resource = (options.BaseUrl ?? Graph).GetLeftPart(UriPartial.Authority);
        var credential = new ClientCredentials(
            $"{options.LoginUrl.AbsoluteUri.TrimEnd('/')}/{options.TenantId}/oauth2/v2.0/token", options.ClientId, options.ClientSecret, $"{resource}/.default", context.Time);
        return new EntraConnector(Description, new ProductClient(Description.Id, options, Graph, context, credential));
    }
}
