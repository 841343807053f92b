using Microsoft.Extensions.Logging;
using Orleans.Serialization;
using Soc.GrainInterfaces.Sensors;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Model.Response;

namespace Soc.Grains.Sensors;

/// <summary>Thin shell over <see cref="SensorCore"/>: storage, the clocks, and the way to the gateway that has the sensor.</summary>
public sealed partial class SensorGrain(IEntityStore store, Serializer serializer, TimeProvider time, ILogger<SensorGrain> logger) : Grain, ISensorGrain
{
    // A gateway hands a message to a queue and answers.
    private static readonly TimeSpan DeliveryPatience = TimeSpan.FromSeconds(5);

    private readonly long _began = time.GetTimestamp();
    private SensorCore _core = null!;
    private EntityWriter _writer;
    private string _sensor = "";
    private bool _isOver;

    private string Key => this.GetPrimaryKeyString();

    private SensorMoment Now => new(time.GetUtcNow().ToUnixTimeMilliseconds(), (long)time.GetElapsedTime(_began).TotalMilliseconds);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _sensor = SensorKey.TryParse(Key, out var key) ? key.Sensor : throw new InvalidOperationException("The key of this grain is no sensor's.");
        var stored = await store.ReadAsync(Key, cancellationToken);
        _writer = new EntityWriter(ActivationNumber.Of(GrainContext), stored?.Stamp ?? default);
        _core = new SensorCore(stored is { } found ? SensorSnapshot.Read(serializer, found.State) : new SensorSnapshot());
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // When it was heard last, for people. One that was never heard leaves nothing.
        if (!_isOver && _core.Save().HeardMs > 0)
        {
            await StoreAsync(cancellationToken);
        }
    }

    public async ValueTask<bool> ReportAsync(SensorReport report, CancellationToken cancellationToken)
    {
        var counts = _core.Report(report, Now);
        await StoreIfDirtyAsync(cancellationToken);
        return counts;
    }

    public ValueTask DisconnectAsync(string connection, CancellationToken cancellationToken)
    {
        _core.Disconnect(connection);
        return ValueTask.CompletedTask;
    }

    public ValueTask<SensorSending> SendAsync(byte[] message, string? command, CancellationToken cancellationToken) =>
        ReachAsync(command, (reach, connection) => reach.DeliverAsync(_sensor, connection, message), cancellationToken);

    public ValueTask<SensorSending> CommandAsync(SensorCommand command, CancellationToken cancellationToken) =>
        ReachAsync(command.Withdraws ?? command.Id, (reach, connection) => reach.CommandAsync(_sensor, connection, command), cancellationToken);

    private async ValueTask<SensorSending> ReachAsync(string? command, Func<ISensorGateway, string, ValueTask<SensorSending>> deliver, CancellationToken cancellationToken)
    {
        if (_core is not { Reach: { } reach, Connection: { } connection })
        {
            return SensorSending.NotConnected;
        }

        if (command is not null)
        {
            _core.Sent(command);
        }

        try
        {
            var sending = await deliver(reach, connection).AsTask().WaitAsync(DeliveryPatience, time, cancellationToken);
            if (sending == SensorSending.NotConnected)
            {
                _core.Disconnect(connection);
            }

            return sending;
        }
        catch (ClientNotAvailableException)
        {
            _core.Unreach();
            return SensorSending.NotConnected;
        }
        catch (Exception e) when (e is TimeoutException or OrleansException)
        {
            LogUnknown(Key, e);
            return SensorSending.Unknown;
        }
    }

    public async ValueTask<SensorLook> LookAsync(SensorPatience patience, CancellationToken cancellationToken)
    {
        var now = Now;
        var news = await HandOutAsync(patience, now, cancellationToken);
        return new SensorLook(_core.View(patience, now), news);
    }

    public async ValueTask<SensorFarewell> RevokeAsync(CancellationToken cancellationToken)
    {
        _core.Revoke();
        var news = await HandOutAsync(default, Now, cancellationToken);
        return new SensorFarewell(news, _core.IsDone);
    }

    public async ValueTask ToldAsync(string news, CancellationToken cancellationToken)
    {
        _core.Told(news);
        await StoreIfDirtyAsync(cancellationToken);
    }

    public ValueTask<SensorView> ViewAsync(SensorPatience patience, CancellationToken cancellationToken) => ValueTask.FromResult(_core.View(patience, Now));

    public ValueTask<SensorOutcome[]?> OutcomesAsync(string command, CancellationToken cancellationToken) => ValueTask.FromResult(_core.OutcomesOf(command));

    /// <summary>What is handed out to be told is stored before.</summary>
    private async ValueTask<SensorNews?> HandOutAsync(SensorPatience patience, SensorMoment now, CancellationToken cancellationToken)
    {
        var news = _core.News(patience, now);
        try
        {
            await StoreIfDirtyAsync(cancellationToken);
        }
        catch (Exception)
        {
            _core.Release();
            throw;
        }

        return news;
    }

    private async ValueTask StoreIfDirtyAsync(CancellationToken cancellationToken)
    {
        if (_core.IsDirty)
        {
            await StoreAsync(cancellationToken);
        }
    }

    private async ValueTask StoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(Key, serializer.SerializeToArray(_core.Save()), _writer, cancellationToken);
            _core.IsDirty = false;
        }
        catch (EntityConflictException)
        {
            // Another activation has the sensor: gateways find it with their next call.
            _isOver = true;
            DeactivateOnIdle();
            throw;
        }
    }

    [LoggerMessage(EventId = 1600, Level = LogLevel.Warning, Message = "It is not known whether a message reached {Sensor}")]
    private partial void LogUnknown(string sensor, Exception reason);
}
