using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.Defender;

/// <summary>Isolates machines by Microsoft Defender for Endpoint.</summary>
internal sealed class DefenderConnectorType : ProductConnectorType<DefenderOptions>
{
    private static readonly Uri Api = new("https://api.security.microsoft.com");

    protected override IContainmentConnector Create(DefenderOptions options, ConnectorContext context)
    {
        CheckName("tenantId", options.TenantId, maxLength: 253);
        CheckName("clientId", options.ClientId);
        ProductOptions.CheckUrl(Description.Id, "loginUrl", options.LoginUrl);
        ProductOptions.CheckUrl(Description.Id, "resource", options.Resource);
        if (options.IsolationType is not ("Full" or "Selective"))
        {
            throw new ConnectorSettingsException($"{Description.Id}: the setting 'isolationType' must be Full or Selective.");
        }

        var credential = new ClientCredentials(
            $"{options.LoginUrl.AbsoluteUri.TrimEnd('/')}/{options.TenantId}/oauth2/v2.0/token", options.ClientId, options.ClientSecret,
            $"{options.Resource.AbsoluteUri.TrimEnd('/')}/.default", context.Time);
        return new DefenderConnector(Description, options, new ProductClient(Description.Id, options, Api, context, credential));
    }
}
