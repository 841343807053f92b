namespace Soc.EventLog.Embedded;

/// <summary>One partition of a journal: what waits, what is being written, what is durable.</summary>
internal sealed class JournalPartition(SegmentStore store, long nextOffset) : IDisposable
{
    private readonly Lock _signalGate = new();
    private long _durableEnd = nextOffset;
    private long _committed = store.Segments[0].BaseOffset;
    private TaskCompletionSource? _signal;
    private bool _closed;

    public SegmentStore Store { get; } = store;

    /// <summary>Records of the next window; guarded by the journal's gate.</summary>
    public PendingBlock Pending { get; private set; } = new();

    /// <summary>Records of the window being written; the committer's own.</summary>
    public PendingBlock Writing { get; private set; } = new();

    /// <summary>Guarded by the journal's gate.</summary>
    public long NextOffset { get; set; } = nextOffset;

    /// <summary>A reader has already seen offsets below this one, so that no new record may take them. Guarded by the gate.</summary>
    public long NeverBelow { get; set; } = nextOffset;

    /// <summary>Everything below is synced and may be read.</summary>
    public long DurableEnd => Volatile.Read(ref _durableEnd);

    /// <summary>Everything below may be removed.</summary>
    public long Committed
    {
        get => Volatile.Read(ref _committed);
        set => Volatile.Write(ref _committed, value);
    }

    public long StartOffset => Store.Segments[0].BaseOffset;

    /// <summary>Caller holds the journal's gate.</summary>
    public void SwapPending_NeedsGate()
    {
        (Pending, Writing) = (Writing, Pending);
        Pending.Clear();
    }

    public void SetDurableEnd(long value)
    {
        Volatile.Write(ref _durableEnd, value);
        WakeReaders();
    }

    /// <summary>Completes when there is something durable at or above an offset.</summary>
    public ValueTask WaitForAsync(long offset, CancellationToken cancellationToken)
    {
        if (DurableEnd > offset)
        {
            return ValueTask.CompletedTask;
        }

        return new ValueTask(WaitSlowlyAsync(offset, cancellationToken));
    }

    public void Close()
    {
        lock (_signalGate)
        {
            _closed = true;
        }

        WakeReaders();
    }

    public void Dispose() => Store.Dispose();

    private async Task WaitSlowlyAsync(long offset, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task signal;
            lock (_signalGate)
            {
                if (DurableEnd > offset)
                {
                    return;
                }

                ObjectDisposedException.ThrowIf(_closed, this);
                _signal ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                signal = _signal.Task;
            }

            await signal.WaitAsync(cancellationToken);
        }
    }

    private void WakeReaders()
    {
        TaskCompletionSource? signal;
        lock (_signalGate)
        {
            signal = _signal;
            _signal = null;
        }

        signal?.TrySetResult();
    }
}
