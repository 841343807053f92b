using Confluent.Kafka;

namespace Soc.EventLog.Kafka;

/// <summary>One append: done when the brokers have every message of it, failed with the first that they have not.</summary>
internal sealed class KafkaAppend(int messages, long bytes, Action<long> release)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = messages;
    private Error? _failure;

    public Task Done => _done.Task;

    /// <summary>A message's fate is known.</summary>
    public void Delivered(Error error)
    {
        if (error.IsError)
        {
            Interlocked.CompareExchange(ref _failure, error, null);
        }

        Close(1);
    }

    /// <summary>So many messages were never handed over.</summary>
    public void NotSent(int count, Error error)
    {
        Interlocked.CompareExchange(ref _failure, error, null);
        Close(count);
    }

    private void Close(int count)
    {
        if (Interlocked.Add(ref _open, -count) > 0)
        {
            return;
        }

        release(bytes);
        if (_failure is { } failure)
        {
            _done.TrySetException(new EventLogUnavailableException(
                $"Kafka did not take an append ({failure.Reason}): check the brokers; the sender sends again, and what came twice is recognised."));

            // Looked at here, so that a caller who was cancelled meanwhile leaves no unobserved failure behind.
            _ = _done.Task.Exception;
        }
        else
        {
            _done.TrySetResult();
        }
    }
}
