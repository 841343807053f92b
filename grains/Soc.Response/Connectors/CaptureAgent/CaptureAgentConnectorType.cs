using System.Text.Json;
using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.CaptureAgent;

/// <inheritdoc cref="CaptureAgentConnector"/>
public sealed class CaptureAgentConnectorType : IConnectorType
{
    public ConnectorDescription Description { get; } = ConnectorDescriptions.Of(typeof(CaptureAgentConnectorType));

    public IContainmentConnector Create(JsonElement options, ConnectorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var read = options.ValueKind == JsonValueKind.Undefined ? new CaptureAgentOptions() : OptionsBinder.Bind<CaptureAgentOptions>(Description.Id, options);
        read.Check(Description.Id);
        return context.SensorCommands is { } sensors
            ? new CaptureAgentConnector(Description, read, sensors, context.Time)
            : throw new ConnectorSettingsException("The connector 'capture_agent' works within the engine only: there are no sensors here.");
    }
}
