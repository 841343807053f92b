using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Soc.GrainInterfaces.Storage;

namespace Soc.Silo.Settings;

/// <summary>
/// Fills the copies in memory from the stores before anything is read or received; with a store that several processes share, it also
/// looks every second for what the others changed.
/// </summary>
public sealed partial class SettingsWatch(
    IEnumerable<ISettingSubscriber> subscribers,
    TimeProvider time,
    ILogger<SettingsWatch> logger,
    ISettingChanges? changes = null) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ISettingSubscriber[] _subscribers = [.. subscribers];
    private long _number;

    /// <summary>Sentence for health while the changes cannot be read; null when they can.</summary>
    public string? Problem { get; private set; }

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        // The number first: what is changed while the rest is read is read once more.
        _number = changes is null ? 0 : await changes.LastAsync(cancellationToken);
        foreach (var subscriber in _subscribers)
        {
            await subscriber.LoadAsync(cancellationToken);
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (changes is null)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(changes, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task LookAsync(ISettingChanges source, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var change in await source.AfterAsync(_number, cancellationToken))
            {
                foreach (var subscriber in _subscribers.Where(s => s.Kind == change.Kind))
                {
                    await subscriber.RefreshAsync(change.Key, cancellationToken);
                }

                _number = change.Number;
            }

            Problem = null;
        }
#pragma warning disable CA1031 // a store that is away for a while must not end the process: the copies stay as they are, and it is said
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            if (Problem is null)
            {
                LogFailed(e);
            }

            Problem = $"Changes of policies, indicators and credentials that other processes made are not seen at present ({e.Message}); what was known before is used.";
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of settings cannot be read; they are looked for again every second")]
    private partial void LogFailed(Exception exception);
}
