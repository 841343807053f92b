using Orleans;
using Orleans.CodeGeneration;
using Soc.Model.Response;

namespace Soc.GrainInterfaces.Sensors;

/// <summary>
/// A sensor, wherever it is connected: when it was heard last and what it said, which gateway it is reached by, what is to be told of it. It
/// asks nobody: gateways report what they hear, ask what is to be told, and tell it. Key: <see cref="SensorKey"/>.
/// </summary>
[Alias(WireNames.SensorGrain), Version(1)]
public interface ISensorGrain : IGrainWithStringKey
{
    /// <summary>Takes what a gateway heard. Repeating it does no harm.</summary>
    /// <returns>False when another connection has taken the place of this one, which then ends.</returns>
    [Alias("report")]
    ValueTask<bool> ReportAsync(SensorReport report, CancellationToken cancellationToken);

    /// <summary>A connection ended; one that another has taken the place of changes nothing.</summary>
    [Alias("disconnect")]
    ValueTask DisconnectAsync(string connection, CancellationToken cancellationToken);

    /// <summary>Hands a message to the sensor by the gateway that it is connected to.</summary>
    /// <param name="message">As it goes down the connection.</param>
    /// <param name="command">Id of the command that it is, whose outcomes are kept; null for none.</param>
    [Alias("send")]
    ValueTask<SensorSending> SendAsync(byte[] message, string? command, CancellationToken cancellationToken);

    /// <summary>
    /// Has the gateway that the sensor is connected to sign a command and hand it to the sensor; its outcomes are kept. The same command again does no harm: the
    /// sensor answers how it stands.
    /// </summary>
    [Alias("command")]
    ValueTask<SensorSending> CommandAsync(SensorCommand command, CancellationToken cancellationToken);

    /// <summary>How it is, and what is to be told now. What is told is handed to one gateway at a time, until one says that it was.</summary>
    [Alias("look")]
    ValueTask<SensorLook> LookAsync(SensorPatience patience, CancellationToken cancellationToken);

    /// <summary>It is durable in the event log.</summary>
    /// <param name="news">See <see cref="SensorNews.Id"/>.</param>
    [Alias("told")]
    ValueTask ToldAsync(string news, CancellationToken cancellationToken);

    /// <summary>It was revoked: its silence and deafness end, and begin no more. What is to be told is handed out as by <see cref="LookAsync"/>; repeating it does no harm.</summary>
    [Alias("revoke")]
    ValueTask<SensorFarewell> RevokeAsync(CancellationToken cancellationToken);

    [Alias("view")]
    ValueTask<SensorView> ViewAsync(SensorPatience patience, CancellationToken cancellationToken);

    /// <summary>What came of a command, oldest first; null for one that is not known (any more).</summary>
    [Alias("outcomes")]
    ValueTask<SensorOutcome[]?> OutcomesAsync(string command, CancellationToken cancellationToken);
}
