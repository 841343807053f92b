using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Live;

/// <summary>Watches the change sequence of the incidents once for all listeners.</summary>
public sealed partial class LiveChanges(IIncidentStore store, TimeProvider time, ILogger<LiveChanges> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sequence;

    /// <summary>The newest sequence number.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    /// <summary>Completes when there are changes after this number, or the time is over.</summary>
    public async Task WaitAsync(long sequence, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var next = Volatile.Read(ref _next);
        if (Sequence > sequence)
        {
            return;
        }

        try
        {
            await next.Task.WaitAsync(atMost, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Nothing happened: the listener sends a sign of life.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var sequence = await store.LastSequenceAsync(cancellationToken);
            if (sequence == Sequence)
            {
                return;
            }

            Volatile.Write(ref _sequence, sequence);
            Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
#pragma warning disable CA1031 // the live stream is a convenience: a store that is away for a while must not end the process
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The incident store could not be read for the live stream; it is tried again")]
    private partial void LogFailed(Exception exception);
}
