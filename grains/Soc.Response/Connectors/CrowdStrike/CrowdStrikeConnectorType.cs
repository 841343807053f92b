using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.CrowdStrike;

/// <summary>Contains hosts by CrowdStrike Falcon.</summary>
internal sealed class CrowdStrikeConnectorType : ProductConnectorType<CrowdStrikeOptions>
{
    private static readonly Uri Api = new("https://api.crowdstrike.com");

    protected override IContainmentConnector Create(CrowdStrikeOptions options, ConnectorContext context)
    {
        CheckName("clientId", options.ClientId);
        var credential = new ClientCredentials($"{(options.BaseUrl ?? Api).AbsoluteUri.TrimEnd('/')}/oauth2/token", options.ClientId, options.ClientSecret, scope: null, context.Time);
        return new CrowdStrikeConnector(Description, new ProductClient(Description.Id, options, Api, context, credential));
    }
}
