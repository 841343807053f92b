using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.Webhook;

/// <summary>Tells a receiver of the client's own, which acts in whatever it likes.</summary>
internal sealed class WebhookConnectorType : ProductConnectorType<WebhookOptions>
{
    protected override IContainmentConnector Create(WebhookOptions options, ConnectorContext context)
    {
        if (string.IsNullOrWhiteSpace(options.Source) || !Uri.TryCreate(options.Source, UriKind.RelativeOrAbsolute, out _))
        {
            throw new ConnectorSettingsException($"{Description.Id}: the setting 'source' must be a URI.");
        }

        var client = new ProductClient(Description.Id, options, defaultUrl: null, context, credential: null);
        if (options.StatusUrl is { } status
            && (!status.Contains(WebhookConnector.OperationMark, StringComparison.Ordinal)
                || !Uri.TryCreate(status.Replace(WebhookConnector.OperationMark, "x", StringComparison.Ordinal), UriKind.Absolute, out var url) || !WebhookConnector.IsSameHost(client.BaseUrl, url)))
        {
            throw new ConnectorSettingsException($"{Description.Id}: the setting 'statusUrl' must be an address on the host of 'baseUrl' with {WebhookConnector.OperationMark} in it.");
        }

        return new WebhookConnector(Description, options, client);
    }
}
