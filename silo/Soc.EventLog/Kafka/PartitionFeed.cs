namespace Soc.EventLog.Kafka;

/// <summary>What was fetched of one partition and not read yet. The fetching thread fills it, one reader empties it.</summary>
internal sealed class PartitionFeed(int maxEntries)
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Offset, byte[] Payload)> _fetched = new();
    private TaskCompletionSource? _signal;
    private Exception? _failure;
    private long _next = -1;
    private bool _isPaused;
    private bool _isSeeking;

    /// <summary>Offset at which the fetching goes on; -1 before anybody read.</summary>
    public long FetchFrom { get; private set; } = -1;

    /// <summary>The partition is paused because enough is here. Set before, and read after, the feed is touched: one of both sides sees the other.</summary>
    public bool IsPaused
    {
        get => Volatile.Read(ref _isPaused);
        set => Volatile.Write(ref _isPaused, value);
    }

    /// <summary>A paused partition may go on.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_gate)
            {
                return _fetched.Count < maxEntries / 2;
            }
        }
    }

    /// <summary>Makes the feed begin at an offset.</summary>
    /// <returns>False when it is there already.</returns>
    public bool Begin(long offset)
    {
        lock (_gate)
        {
            if (_next == offset)
            {
                return false;
            }

            _fetched.Clear();
            _failure = null;
            _next = FetchFrom = offset;
            _isSeeking = true;
            return true;
        }
    }

    /// <summary>From now on messages are of where the feed was made to begin. Called by the fetching thread, when it goes there.</summary>
    /// <returns>Where that is.</returns>
    public long Sought()
    {
        lock (_gate)
        {
            _isSeeking = false;
            return FetchFrom;
        }
    }

    /// <summary>Takes a message; one from before a seek is left out, also when its offset is higher: what is between would be missing.</summary>
    /// <returns>True when there is enough: the partition should pause.</returns>
    public bool Add(long offset, byte[] payload)
    {
        TaskCompletionSource? signal;
        bool isFull;
        lock (_gate)
        {
            if (_isSeeking || offset < FetchFrom)
            {
                return false;
            }

            FetchFrom = offset + 1;
            _fetched.Enqueue((offset, payload));
            isFull = _fetched.Count >= maxEntries;
            signal = _signal;
            _signal = null;
        }

        signal?.TrySetResult();
        return isFull;
    }

    /// <summary>Whoever reads hears it.</summary>
    public void Fail(Exception reason)
    {
        TaskCompletionSource? signal;
        lock (_gate)
        {
            _failure = reason;
            _next = -1;
            signal = _signal;
            _signal = null;
        }

        signal?.TrySetResult();
    }

    /// <summary>Takes up to so many messages; waits for the first.</summary>
    /// <param name="taken">Gets them.</param>
    /// <returns>True when there is room again: a paused partition may go on.</returns>
    public async ValueTask<bool> TakeAsync(List<(long Offset, byte[] Payload)> taken, int max, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (_gate)
            {
                if (_failure is { } failure)
                {
                    throw failure;
                }

                if (_fetched.Count > 0)
                {
                    while (taken.Count < max && _fetched.TryDequeue(out var message))
                    {
                        taken.Add(message);
                        _next = message.Offset + 1;
                    }

                    return _fetched.Count < maxEntries / 2;
                }

                _signal ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                wait = _signal.Task;
            }

            await wait.WaitAsync(cancellationToken);
        }
    }
}
