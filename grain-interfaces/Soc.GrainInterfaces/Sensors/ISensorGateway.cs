using Orleans;

namespace Soc.GrainInterfaces.Sensors;

/// <summary>A gateway, as the grains of the sensors that are connected to it call it.</summary>
[Alias(WireNames.SensorGateway)]
public interface ISensorGateway : IGrainObserver
{
    /// <summary>Hands a message to a connection; returns at once.</summary>
    [Alias("deliver")]
    ValueTask<SensorSending> DeliverAsync(string sensor, string connection, byte[] message);
}
