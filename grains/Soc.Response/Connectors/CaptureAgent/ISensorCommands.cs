using Soc.Model.Response;

namespace Soc.Response.Connectors.CaptureAgent;

/// <summary>The way to the clients' capture agents. What could not be asked is thrown.</summary>
public interface ISensorCommands
{
    /// <summary>All that are enrolled and not revoked.</summary>
    ValueTask<IReadOnlyList<SensorAtHand>> SensorsOfAsync(string client, CancellationToken cancellationToken);

    /// <summary>Has the gateway that the sensor is connected to sign a command and hand it over. The same again is a question: the sensor answers how it stands.</summary>
    ValueTask<SensorHandOver> SendAsync(string client, string sensor, SensorCommand command, CancellationToken cancellationToken);

    /// <summary>What a sensor said of a command, oldest first; null when nothing is known of it (any more).</summary>
    ValueTask<IReadOnlyList<SensorWord>?> WordsAsync(string client, string sensor, string command, CancellationToken cancellationToken);
}
