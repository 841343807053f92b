using System.Runtime.InteropServices;
using Soc.Model.Entities;

namespace Soc.GrainInterfaces.Sensors;

/// <summary>Key of a sensor: <c>client/sensor/id</c>, client first, lower case, '%' and '/' escaped in the parts.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SensorKey
{
    private const string Kind = "sensor";

    public SensorKey(string client, string sensor)
    {
        ArgumentException.ThrowIfNullOrEmpty(client);
        ArgumentException.ThrowIfNullOrEmpty(sensor);
        (Client, Sensor) = (client.ToLowerInvariant(), sensor.ToLowerInvariant());
    }

    public string Client { get; }

    public string Sensor { get; }

    public override string ToString() => $"{KeyText.Escape(Client)}/{Kind}/{KeyText.Escape(Sensor)}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out SensorKey key)
    {
        key = default;
        if (text?.Split('/') is not [{ Length: > 0 } client, Kind, { Length: > 0 } sensor])
        {
            return false;
        }

        key = new SensorKey(KeyText.Unescape(client), KeyText.Unescape(sensor));
        return true;
    }
}
