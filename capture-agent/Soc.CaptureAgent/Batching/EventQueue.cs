using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Soc.Capture.Export;
using Soc.CaptureAgent.Spool;
using Soc.Model.Events;

namespace Soc.CaptureAgent.Batching;

/// <summary>
/// Takes events from the threads that capture, and brings them to the spool in batches on another: no disk and no packing holds up the wire.
/// When it is full, what comes is dropped and counted.
/// </summary>
internal sealed partial class EventQueue(DiskSpool spool, TimeProvider time, ILogger<EventQueue> logger) : IEventSink, IAsyncDisposable
{
    /// <summary>Most events that wait for the disk.</summary>
    public const int MaxWaiting = 65_536;

    private const int MaxEvents = 2_000;
    private const int MaxBytes = 1024 * 1024;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    private readonly Channel<SecurityEvent> _events = Channel.CreateBounded<SecurityEvent>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private Task _work = Task.CompletedTask;
    private bool _isRefusing;
    private long _dropped;
    private long _taken;

    /// <summary>Events dropped because the disk was too slow.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public long Taken => Interlocked.Read(ref _taken);

    public void Start() => _work = Task.Run(RunAsync);

    public void Take(SecurityEvent e)
    {
        Interlocked.Increment(ref _taken);
        if (!_events.Writer.TryWrite(e))
        {
            Interlocked.Increment(ref _dropped);
            spool.Dropped(1);
        }
    }

    /// <summary>Takes an event, and waits while there is no room: for a file, which can wait.</summary>
    public void TakeWaiting(SecurityEvent e, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _taken);
        while (!_events.Writer.TryWrite(e) && !cancellationToken.IsCancellationRequested)
        {
            cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(5));
        }
    }

    /// <summary>Brings what waits to the disk, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _events.Writer.TryComplete();
        await _work.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        using var batch = new BatchBuilder();
        while (await _events.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var began = time.GetTimestamp();
            while (batch.Events < MaxEvents && batch.Bytes < MaxBytes)
            {
                if (_events.Reader.TryRead(out var e))
                {
                    batch.Add(e);
                }
                else if (!await MoreComeAsync(LongestWait - time.GetElapsedTime(began)).ConfigureAwait(false))
                {
                    break;
                }
            }

            var events = batch.Events;
            Note(spool.Add(events, batch.Pack()));
        }
    }

    private async Task<bool> MoreComeAsync(TimeSpan atMost)
    {
        if (atMost <= TimeSpan.Zero)
        {
            return false;
        }

        try
        {
            return await _events.Reader.WaitToReadAsync().AsTask().WaitAsync(atMost, time, _stopping.Token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Said once when the disk takes nothing, and once when it does again; how much was lost is counted.</summary>
    private void Note(bool isTaken)
    {
        if (!isTaken && !_isRefusing)
        {
            LogRefusing(spool.Trouble);
        }
        else if (isTaken && _isRefusing)
        {
            LogTaking(spool.DroppedByDisk);
        }

        _isRefusing = !isTaken;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What is captured is lost: {Reason}")]
    private partial void LogRefusing(string? reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The disk takes batches again; {Events} events were lost since the start")]
    private partial void LogTaking(ulong events);
}
