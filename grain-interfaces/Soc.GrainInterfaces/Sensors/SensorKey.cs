using System.Runtime.InteropServices;

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

    public override string ToString() => $"{Escape(Client)}/{Kind}/{Escape(Sensor)}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out SensorKey key)
    {
        key = default;
        if (text?.Split('/') is not [{ Length: > 0 } client, Kind, { Length: > 0 } sensor])
        {
            return false;
        }

        key = new SensorKey(Unescape(client), Unescape(sensor));
        return true;
    }

    private static string Escape(string part) => part.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2f", StringComparison.Ordinal);

    private static string Unescape(string part) => part.Replace("%2f", "/", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
