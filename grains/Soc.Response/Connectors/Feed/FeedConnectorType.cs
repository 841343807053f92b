using System.Text.Json;

namespace Soc.Response.Connectors.Feed;

/// <inheritdoc cref="FeedConnector"/>
public sealed class FeedConnectorType : IConnectorType
{
    public ConnectorDescription Description { get; } = ConnectorDescriptions.Of(typeof(FeedConnectorType));

    public IContainmentConnector Create(JsonElement options, ConnectorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (options.ValueKind == JsonValueKind.Object && options.EnumerateObject().Select(p => p.Name).FirstOrDefault() is { } unknown)
        {
            throw new ConnectorSettingsException($"The connector 'feed' has no setting '{unknown}': it has none at all. Take it away.");
        }

        return context.BlockLists is { } lists
            ? new FeedConnector(Description, lists)
            : throw new ConnectorSettingsException("The connector 'feed' works within the engine only: there are no block lists here.");
    }
}
