using System.Text.Json;

namespace Soc.Response;

/// <summary>One kind of connector, in its own folder; found by the catalog at start.</summary>
public interface IConnectorType
{
    ConnectorDescription Description { get; }

    /// <summary>Makes one for one client's product.</summary>
    /// <param name="options">The connector's own settings. Secrets stand there by reference only: <c>env:NAME</c> or <c>file:/path</c>.</param>
    /// <exception cref="ConnectorSettingsException">A setting is missing or makes no sense.</exception>
    IContainmentConnector Create(JsonElement options, ConnectorContext context);
}
