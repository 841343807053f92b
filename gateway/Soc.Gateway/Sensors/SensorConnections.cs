using System.Collections.Concurrent;
using Soc.GrainInterfaces.Sensors;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Response;
using Soc.SensorProtocol;

namespace Soc.Gateway.Sensors;

/// <summary>The sensors that are connected here: their grains hear of them, and reach them by this.</summary>
internal sealed partial class SensorConnections(
    IGrainFactory grains, SensorAuthority authority, SensorAddress address, TimeProvider time, ILogger<SensorConnections> logger) : ISensorGateway
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GoodbyePatience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, SensorConnection> _connections = new(StringComparer.Ordinal);
    private readonly Lock _making = new();
    private ISensorGateway? _self;

    // Grains have it for as long as this process lives.
    private ISensorGateway Self
    {
        get
        {
            lock (_making)
            {
                return _self ??= grains.CreateObjectReference<ISensorGateway>(this);
            }
        }
    }

    /// <summary>A connection begins; the one before it, if any, is the past's.</summary>
    public SensorConnection Begin(StoredToken token)
    {
        var connection = new SensorConnection(token.Id, token.Client);
        _connections.AddOrUpdate(token.Id, connection, (_, before) =>
        {
            before.Replace();
            return connection;
        });
        return connection;
    }

    public void End(SensorConnection connection) => _connections.TryRemove(KeyValuePair.Create(connection.Sensor, connection));

    public ValueTask<SensorSending> DeliverAsync(string sensor, string connection, byte[] message) =>
        ValueTask.FromResult(Deliver(sensor, connection, _ => ToSensor.Parser.ParseFrom(message)));

    public ValueTask<SensorSending> CommandAsync(string sensor, string connection, SensorCommand command) =>
        ValueTask.FromResult(Deliver(sensor, connection, live => SensorCommandDocument.Signed(command, live, authority, time.GetUtcNow().ToUnixTimeMilliseconds())));

    private SensorSending Deliver(string sensor, string connection, Func<SensorConnection, ToSensor> message)
    {
        if (!_connections.TryGetValue(sensor, out var live) || !string.Equals(live.Id, connection, StringComparison.Ordinal))
        {
            return SensorSending.NotConnected;
        }

        return live.Down.Writer.TryWrite(message(live)) ? SensorSending.Sent : SensorSending.Busy;
    }

    /// <summary>Tells the grain what is due, until the connection ends or another one took its place. Batches do not wait for it.</summary>
    public async Task ReportAsync(SensorConnection connection, ISensorGrain grain, CancellationToken ending)
    {
        var isTold = false;
        while (await connection.Due.WaitToReadAsync(ending))
        {
            connection.Due.TryRead(out _);
            try
            {
                if (!await TellAsync(connection, grain, ending))
                {
                    connection.Replace();
                    return;
                }

                isTold = false;
            }
            catch (Exception e) when (e is not OperationCanceledException || !ending.IsCancellationRequested)
            {
                if (!isTold)
                {
                    LogNotTold(connection.Sensor, e);
                }

                isTold = true;
                await Task.Delay(RetryAfter, time, ending);
                connection.Report();
            }
        }
    }

    /// <summary>The last that the grain hears of a connection.</summary>
    public async Task SayGoodbyeAsync(SensorConnection connection, ISensorGrain grain)
    {
        using var patience = new CancellationTokenSource(GoodbyePatience, time);
        try
        {
            if (!connection.Replaced.IsCancellationRequested)
            {
                await TellAsync(connection, grain, patience.Token).WaitAsync(patience.Token);
            }

            await grain.DisconnectAsync(connection.Id, patience.Token).AsTask().WaitAsync(patience.Token);
        }
#pragma warning disable CA1031 // the sensor is gone in any case; its grain finds that out when it wants to reach it
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogNotTold(connection.Sensor, e);
        }
    }

    private async Task<bool> TellAsync(SensorConnection connection, ISensorGrain grain, CancellationToken cancellationToken)
    {
        while (true)
        {
            var outcomes = connection.Outcomes();
            var report = new SensorReport(connection.Id, !connection.IsKnown, address.Here, Self, connection.Status, outcomes);
            if (!await grain.ReportAsync(report, cancellationToken))
            {
                return false;
            }

            connection.IsKnown = true;
            if (!connection.Reported(outcomes))
            {
                return true;
            }
        }
    }

    [LoggerMessage(EventId = 2405, Level = LogLevel.Warning, Message = "What sensor {Sensor} says of itself cannot be kept now; its events are taken as ever")]
    private partial void LogNotTold(string sensor, Exception reason);
}
