namespace Soc.EventLog.Embedded;

/// <summary>Appends that become durable together, and whoever waits for them.</summary>
internal sealed class CommitWindow
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Appends { get; set; }

    public long Bytes { get; set; }

    /// <summary>Time stamp of the first append.</summary>
    public long OpenedAt { get; set; }

    /// <summary>Completes when the window is durable, or fails with what was in the way.</summary>
    public Task Done => _done.Task;

    public void Succeed() => _done.TrySetResult();

    public void Fail(Exception reason)
    {
        _done.TrySetException(reason);

        // Looked at here, so that a caller who was cancelled meanwhile leaves no unobserved failure behind.
        _ = _done.Task.Exception;
    }
}
