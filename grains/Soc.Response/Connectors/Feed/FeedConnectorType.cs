using System.Text.Json;
using Soc.Model.Response;

namespace Soc.Response.Connectors.Feed;

/// <inheritdoc cref="FeedConnector"/>
public sealed class FeedConnectorType : IConnectorType
{
    public ConnectorDescription Description { get; } = new()
    {
        Id = "feed",
        Title = "Block list that firewalls poll",
        Actions =
        [
            new ConnectorAction(ContainmentAction.BlockAddress, IsReversible: true, EndsByItself: true),
            new ConnectorAction(ContainmentAction.BlockDomain, IsReversible: true, EndsByItself: true),
        ],
        Rights = ["None in another product: the firewall asks the gateway with a credential of kind feed."],
    };

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
