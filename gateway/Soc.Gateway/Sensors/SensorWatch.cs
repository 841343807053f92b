using System.Text.Json;
using Soc.Gateway.Ingest;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Events;
using Soc.Model.Ocsf;
using EventId = Soc.Model.Events.EventId;

namespace Soc.Gateway.Sensors;

/// <summary>Misses sensors that say nothing: an event of their client, from which a finding comes, and another when they are back.</summary>
internal sealed partial class SensorWatch(
    SensorDirectory sensors, IngestPipeline pipeline, SensorOptions options, TimeProvider time, ILogger<SensorWatch> logger) : BackgroundService
{
    /// <summary>Kinds of the events, see the detector silent_sensor.</summary>
    public const string SilentKind = "sensor_silent";

    public const string BackKind = "sensor_back";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    // OCSF 6002: 3 Start, 4 Stop.
    private const int Started = 3;
    private const int Stopped = 4;

    /// <summary>Sentences for health.</summary>
    public IEnumerable<string> Problems => sensors.All().Where(s => s.Live.IsMissed).Select(s => $"The sensor '{SensorDirectory.NameOf(s.Token)}' ({s.Token.Id}) of client {s.Token.Client} is silent: look at the machine it runs on (systemctl status soc-capture), and at the network between.");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var beganMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var (token, live) in sensors.All().ToArray())
                {
                    await LookAsync(token, live, beganMs, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task LookAsync(StoredToken token, Sensor live, long beganMs, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var since = live.HeardMs > 0 ? live.HeardMs : options.MissAllAtStart ? Math.Max(beganMs, token.CreatedMs) : now;
        var isSilent = now - since >= options.SilentAfterSeconds * 1_000L;
        if (isSilent == live.IsMissed)
        {
            return;
        }

        var told = isSilent
            ? Event(token, SilentKind, Stopped, now, $"Nothing was heard of the sensor for {(now - since) / 1_000} seconds.")
            : Event(token, BackKind, Started, now, "The sensor is heard again.");
        try
        {
            var result = await pipeline.IngestAsync(token.Client, [new IngestRecord(OcsfWriter.ToUtf8(told), SensorBatches.Sourcetype)], cancellationToken);

            // What the log did not take is told at the next look.
            live.IsMissed = result.Status == IngestStatus.Accepted ? isSilent : live.IsMissed;
            if (result.Status == IngestStatus.Accepted)
            {
                LogChange(token.Id, token.Client, told.Message!);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e);
        }
    }

    private static SecurityEvent Event(StoredToken token, string kind, int activity, long atMs, string message) => new()
    {
        Id = EventId.FromSourceId(token.Client, SensorBatches.Sourcetype, JsonSerializer.SerializeToUtf8Bytes($"{token.Id} {kind} {atMs}")),
        Client = token.Client,
        Class = EventClass.ApplicationLifecycle,
        ActivityId = activity,
        TimeMs = atMs,
        ReceivedMs = atMs,
        Source = "capture",
        SourceKind = kind,
        Severity = activity == Stopped ? Severity.Medium : Severity.Informational,
        Message = message,
        Reporter = SensorDirectory.NameOf(token),
        Device = new DeviceSection { Uid = "sensor-" + token.Id, Hostname = SensorDirectory.NameOf(token) },
    };

    [LoggerMessage(EventId = 2403, Level = LogLevel.Warning, Message = "Sensor {Sensor} of client {Client}: {What}")]
    private partial void LogChange(string sensor, string client, string what);

    [LoggerMessage(EventId = 2404, Level = LogLevel.Error, Message = "Sensors could not be looked at")]
    private partial void LogFailed(Exception reason);
}
