namespace Soc.Response.Connectors.CaptureAgent;

/// <summary>What became of a command on its way.</summary>
public enum SensorHandOver
{
    /// <summary>The sensor is connected nowhere: nothing was sent.</summary>
    NotConnected = 0,
    /// <summary>It is on its way down the connection.</summary>
    Sent = 1,
    /// <summary>Too much waits for the sensor: nothing was sent.</summary>
    Busy = 2,
    /// <summary>The gateway did not answer in time: perhaps it was sent.</summary>
    Unknown = 3,
}
