using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Soc.GrainInterfaces.Storage;

namespace Soc.Grains.Promises;

/// <summary>
/// Does what a grain's stored state says is to be done, one thing after the other, until nothing is due; and sees to it that somebody comes back in time:
/// a timer while the process lives, a reminder when it dies.
/// </summary>
/// <param name="pace">How often it looks.</param>
/// <param name="step">Does one thing; false when nothing is due now.</param>
/// <param name="wakeMs">When something is due next, wall clock; null when nothing is.</param>
internal sealed partial class PromiseLoop(Grain grain, TimeProvider time, PromisePace pace, Func<CancellationToken, Task<bool>> step, Func<long?> wakeMs, ILogger logger)
{
    private const string ReminderName = "due";

    // The reminder service counts in minutes; timers are for what is sooner.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    private IGrainTimer? _timer;
    private IGrainReminder? _reminder;
    private long _remindedMs;
    private bool _isWorking;
    private bool _isWanted;
    private bool _isOver;
    private bool _isForgotten;
    private int _failures;

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Does what is due, in the background.</summary>
    public void Begin() => Wake(TimeSpan.Zero);

    /// <summary>The reminder came: it is there, whatever was thought of it.</summary>
    public void Reminded()
    {
        _isForgotten = false;
        Begin();
    }

    /// <summary>Another activation goes on.</summary>
    public void End() => _isOver = true;

    /// <summary>To be called before a promise is stored: without it a crash after the write would forget it, or remember it too late.</summary>
    /// <param name="dueMs">When it is due, wall clock.</param>
    public Task PromiseAsync(long dueMs) =>
        _reminder is null || _remindedMs > Math.Max(dueMs, NowMs) + (2 * Period.TotalMilliseconds) ? RemindAsync(dueMs) : Task.CompletedTask;

    public async Task ForgetAsync()
    {
        if (_isForgotten)
        {
            return;
        }

        // Gone here before it is gone there: whoever promises something meanwhile sets a new one.
        var reminder = _reminder ?? await grain.GetReminder(ReminderName);
        (_reminder, _remindedMs, _isForgotten) = (null, 0, true);
        if (reminder is null)
        {
            return;
        }

        try
        {
            await grain.UnregisterReminder(reminder);
        }
        catch (Exception)
        {
            // It may be there still, or again: the next look asks.
            _isForgotten = false;
            throw;
        }
    }

    private async Task RemindAsync(long dueMs)
    {
        var due = TimeSpan.FromMilliseconds(Math.Max(Period.TotalMilliseconds, dueMs - NowMs));
        _isForgotten = false;
        _reminder = await grain.RegisterOrUpdateReminder(ReminderName, due, Period);
        _remindedMs = NowMs + (long)due.TotalMilliseconds;
    }

    private void Wake(TimeSpan due)
    {
        if (_isWorking)
        {
            _isWanted = true;
            return;
        }

        _timer?.Dispose();
        _timer = grain.RegisterGrainTimer(WorkAsync, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        if (_isWorking)
        {
            _isWanted = true;
            return;
        }

        (_isWorking, _isWanted) = (true, false);
        TimeSpan? next = null;
        try
        {
            while (!_isOver && await step(cancellationToken))
            {
                _isWanted = false;
            }

            next = _isOver ? null : await ComeBackAsync();
            _failures = 0;
        }
        catch (EntityConflictException) when (_isOver)
        {
            // Another activation goes on.
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The next activation goes on.
            _isOver = true;
        }
        catch (Exception e)
        {
            LogFailed(grain.GetPrimaryKeyString(), e);

            // Another grain that was asked has a newer activation, which is there to be asked at once.
            next = e is EntityConflictException && _failures == 0 ? Soon : Retry * (1 << Math.Min(_failures, pace.MaxDoublings));
            _failures++;
        }
        finally
        {
            _isWorking = false;
        }

        if (!_isOver && (_isWanted || next is not null))
        {
            Wake(_isWanted ? TimeSpan.Zero : next!.Value);
        }
    }

    private async Task<TimeSpan?> ComeBackAsync()
    {
        if (wakeMs() is not { } wake)
        {
            await ForgetAsync();
            return null;
        }

        var isTooLate = _reminder is null || _remindedMs > wake + Period.TotalMilliseconds;
        var isTooOften = wake - NowMs > 2 * Period.TotalMilliseconds && _remindedMs < wake - Period.TotalMilliseconds;
        if (isTooLate || isTooOften)
        {
            await RemindAsync(wake);
        }

        // Never longer than a look: the clock may jump.
        return TimeSpan.FromMilliseconds(Math.Clamp(wake - NowMs, 0, pace.LookMs));
    }

    [LoggerMessage(EventId = 1728, Level = LogLevel.Warning, Message = "{Grain} could not go on, and tries again in seconds")]
    private partial void LogFailed(string grain, Exception reason);
}
