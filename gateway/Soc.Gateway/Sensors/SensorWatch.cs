using System.Collections.Concurrent;
using Soc.Gateway.Ingest;
using Soc.GrainInterfaces.Sensors;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Ocsf;

namespace Soc.Gateway.Sensors;

/// <summary>
/// Tells of sensors that say nothing or hear nothing, and of those that are back: an event of their client, from which a finding comes. Every
/// gateway looks; what is to be told, and by whom, is decided by the sensor's grain, so that it is told once.
/// </summary>
internal sealed partial class SensorWatch(
    SensorDirectory sensors, IngestPipeline pipeline, SensorOptions options, TimeProvider time, ILogger<SensorWatch> logger) : BackgroundService
{
    private const int MaxAtOnce = 16;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private IReadOnlyList<string> _problems = [];
    private bool _hasFailed;

    // Revoked, and nothing is left to tell of them. At most as many as there are credentials.
    private readonly ConcurrentDictionary<string, bool> _over = new(StringComparer.Ordinal);

    /// <summary>Sentences for health, as of the newest look.</summary>
    public IEnumerable<string> Problems => Volatile.Read(ref _problems);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    /// <summary>Looks at every sensor once.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var problems = new ConcurrentBag<string>();
        var failed = 0;
        await Parallel.ForEachAsync(sensors.All().Concat(sensors.Revoked().Where(t => !_over.ContainsKey(t.Id))), new ParallelOptions { MaxDegreeOfParallelism = MaxAtOnce, CancellationToken = cancellationToken }, async (token, cancel) =>
        {
            try
            {
                await (token.Disabled ? EndAsync(token, cancel) : LookAsync(token, problems, cancel));
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                // One that cannot be looked at must not hide the others.
                if (Interlocked.Increment(ref failed) == 1 && !_hasFailed)
                {
                    LogFailed(e);
                }
            }
        });
        _hasFailed = failed > 0;
        if (_hasFailed)
        {
            problems.Add($"{failed} sensors cannot be looked at now: whether they are silent is not known.");
        }

        Volatile.Write(ref _problems, [.. problems.Order(StringComparer.Ordinal)]);
    }

    private async Task LookAsync(StoredToken token, ConcurrentBag<string> problems, CancellationToken cancellationToken)
    {
        var grain = sensors.GrainOf(token);
        var look = await grain.LookAsync(options.Patience, cancellationToken);
        foreach (var problem in SensorEvents.Problems(token, look.View))
        {
            problems.Add(problem);
        }

        if (look.News is { } news)
        {
            await TellAsync(token, grain, news, cancellationToken);
        }
    }

    /// <summary>Of one that was revoked, what was told to be so is told to be over; then it is looked at no more.</summary>
    private async Task EndAsync(StoredToken token, CancellationToken cancellationToken)
    {
        var grain = sensors.GrainOf(token);
        var farewell = await grain.RevokeAsync(cancellationToken);
        if (farewell.News is { } news)
        {
            await TellAsync(token, grain, news, cancellationToken);
        }
        else if (farewell.IsOver)
        {
            _over.TryAdd(token.Id, true);
        }
    }

    private async Task TellAsync(StoredToken token, ISensorGrain grain, SensorNews news, CancellationToken cancellationToken)
    {
        var told = SensorEvents.Of(token, news, time.GetUtcNow().ToUnixTimeMilliseconds());
        var result = await pipeline.IngestAsync(token.Client, [new IngestRecord(OcsfWriter.ToUtf8(told), SensorBatches.Sourcetype, IsOwn: true)], cancellationToken);
        if (result.Status == IngestStatus.Accepted)
        {
            LogChange(token.Id, token.Client, told.Message!);

            // What the log did not take is handed to somebody again after a while; so is what the grain does not learn to be told, and it is recognised by its id.
            await grain.ToldAsync(news.Id, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 2403, Level = LogLevel.Warning, Message = "Sensor {Sensor} of client {Client}: {What}")]
    private partial void LogChange(string sensor, string client, string what);

    [LoggerMessage(EventId = 2404, Level = LogLevel.Error, Message = "Sensors could not be looked at")]
    private partial void LogFailed(Exception reason);
}
