namespace Soc.EventLog.Kafka;

/// <summary>Whether a partition is this process's, and who reads it. The group's thread gives and takes it away, one reader at a time waits for it.</summary>
internal sealed class LeaseSlot : IDisposable
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _given = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private KafkaLease? _lease;
    private bool _isOurs;
    private bool _isDisposed;

    /// <summary>The partition is ours from now on.</summary>
    public void Give()
    {
        lock (_gate)
        {
            _isOurs = true;
            _given.TrySetResult();
        }
    }

    /// <summary>The partition is ours no longer: its reader, if there is one, is told.</summary>
    /// <param name="returned">Completes when it has let go.</param>
    public void Take(out Task returned)
    {
        KafkaLease? lease;
        lock (_gate)
        {
            if (_isOurs)
            {
                _isOurs = false;
                _given = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            lease = _lease;
            _lease = null;
        }

        lease?.End();
        returned = lease?.Returned ?? Task.CompletedTask;
    }

    /// <summary>Nobody gives any more: whoever waits hears it.</summary>
    public void Dispose()
    {
        Take(out _);
        lock (_gate)
        {
            _isDisposed = true;
            _given.TrySetResult();
        }
    }

    /// <summary>Waits until the partition is ours.</summary>
    /// <exception cref="ObjectDisposedException">It cannot become ours any more.</exception>
    public async ValueTask<IPartitionLease> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task given;
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, typeof(KafkaEventLog));
                if (_isOurs)
                {
                    return _lease = new KafkaLease();
                }

                given = _given.Task;
            }

            await given.WaitAsync(cancellationToken);
        }
    }
}
