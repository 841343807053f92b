namespace Soc.EventLog.Kafka;

/// <summary>A partition that the group gave to this process.</summary>
internal sealed class KafkaLease : IPartitionLease
{
    private readonly CancellationTokenSource _lost = new();
    private readonly TaskCompletionSource _returned = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public KafkaLease() => Lost = _lost.Token;

    public CancellationToken Lost { get; }

    /// <summary>Completes when its reader has let go.</summary>
    public Task Returned => _returned.Task;

    /// <summary>Tells the reader that it is over. What he does then is done on another thread.</summary>
    public void End()
    {
        try
        {
            _ = _lost.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // He let go by himself meanwhile.
        }
    }

    public void Dispose()
    {
        _returned.TrySetResult();
        _lost.Dispose();
    }
}
