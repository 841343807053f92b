using Orleans;
using Soc.Model.Response;

namespace Soc.GrainInterfaces.Sensors;

/// <summary>A gateway, as the grains of the sensors that are connected to it call it.</summary>
[Alias(WireNames.SensorGateway)]
public interface ISensorGateway : IGrainObserver
{
    /// <summary>Hands a message to a connection; returns at once.</summary>
    [Alias("deliver")]
    ValueTask<SensorSending> DeliverAsync(string sensor, string connection, byte[] message);

    /// <summary>Signs a command for the sensor of a connection, which is all that says whose it is, and hands it to the connection; returns at once.</summary>
    [Alias("command")]
    ValueTask<SensorSending> CommandAsync(string sensor, string connection, SensorCommand command);
}
