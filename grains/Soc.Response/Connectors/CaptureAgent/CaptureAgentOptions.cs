using Soc.Model.Response;

namespace Soc.Response.Connectors.CaptureAgent;

/// <summary>Settings of a client's capture agents.</summary>
internal sealed record CaptureAgentOptions
{
    /// <summary>Most <see cref="Sensors"/>.</summary>
    public const int MaxSensors = 256;

    /// <summary>Names or ids of those that are told; empty: all that the client has, since each sees another network.</summary>
    public string[] Sensors { get; init; } = [];

    /// <summary>How many connections one operation may break off at each sensor, 1 to 10,000.</summary>
    public int MaxConnections { get; init; } = 1_000;

    /// <exception cref="ConnectorSettingsException">One of them makes no sense.</exception>
    public void Check(string connector)
    {
        if (MaxConnections is < 1 or > SensorCommand.MostConnections)
        {
            throw new ConnectorSettingsException($"{connector}: the setting 'maxConnections' must be 1 to {SensorCommand.MostConnections}.");
        }

        if (Sensors is null || Sensors.Length > MaxSensors || Array.Exists(Sensors, string.IsNullOrWhiteSpace))
        {
            throw new ConnectorSettingsException($"{connector}: the setting 'sensors' must name at most {MaxSensors} sensors, by name or id; leave it out for all.");
        }
    }
}
