using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Soc.EventLog.Kafka;

/// <summary>
/// Membership of the group that shares the topic's partitions among the silos (cooperative: who keeps a partition goes on reading while
/// others change hands). It reads nothing itself. One thread touches the client; others leave it orders.
/// </summary>
internal sealed partial class KafkaLeases : IDisposable
{
    private static readonly TimeSpan PollFor = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(1);

    private readonly KafkaLogOptions _options;
    private readonly LeaseSlot[] _slots;
    private readonly ConcurrentQueue<(int Partition, long Offset)> _commits = new();
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _stop = new();

    /// <exception cref="InvalidOperationException">A setting is refused by the client.</exception>
    public KafkaLeases(KafkaLogOptions options, int partitions, ILogger logger)
    {
        _options = options;
        _logger = logger;
        _slots = [.. Enumerable.Range(0, partitions).Select(_ => new LeaseSlot())];
        var first = Build();
        _thread = new Thread(() => Run(first)) { IsBackground = true, Name = "kafka-group" };
        _thread.Start();
    }

    /// <summary>Sentence for health while the group refuses this silo; null otherwise.</summary>
    public string? Problem { get; private set; }

    public ValueTask<IPartitionLease> OwnAsync(int partition, CancellationToken cancellationToken) => _slots[partition].WaitAsync(cancellationToken);

    /// <summary>Everything below may be forgotten; the group is told within a second.</summary>
    public void Commit(int partition, long offset) => _commits.Enqueue((partition, offset));

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
        Array.ForEach(_slots, s => s.Dispose());
    }

    private void Run(IConsumer<Ignore, Ignore>? member)
    {
        while (true)
        {
            try
            {
                using var joined = member ?? Build();
                Join(joined);
            }
#pragma warning disable CA1031 // this thread is all that gives partitions: whatever ends one membership, the next one joins anew
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogJoinsAnew(_logger, e);
                Array.ForEach(_slots, s => s.Take(out _));
            }

            if (_stop.IsSet)
            {
                return;
            }

            _stop.Wait(RestAfterFailure);
            member = null;
        }
    }

    private void Join(IConsumer<Ignore, Ignore> member)
    {
        try
        {
            member.Subscribe(_options.EventsTopic);
            Poll(member);
        }
        finally
        {
            // Leaves the group at once, so that the others need not wait for the session to time out.
            member.Close();
        }
    }

    private IConsumer<Ignore, Ignore> Build() => new ConsumerBuilder<Ignore, Ignore>(KafkaClients.Member(_options))
        .SetLogHandler((_, m) => LogClient(_logger, m.Message))
        .SetErrorHandler((_, e) => Failed(e))
        .SetPartitionsAssignedHandler(Assigned)
        .SetPartitionsRevokedHandler((_, revoked) => Revoked(revoked))
        .SetPartitionsLostHandler((_, lost) => Lost(lost))
        .Build();

    private void Poll(IConsumer<Ignore, Ignore> member)
    {
        while (!_stop.IsSet)
        {
            try
            {
                Store(member);
                if (member.Consume(PollFor) is { } message)
                {
                    // Not ours to read: a partition that has just been assigned is paused with its first message.
                    member.Pause([message.TopicPartition]);
                }
            }
            catch (ConsumeException e) when (!e.Error.IsFatal)
            {
                LogClient(_logger, e.Error.Reason);
            }
        }
    }

    private void Store(IConsumer<Ignore, Ignore> member)
    {
        while (_commits.TryDequeue(out var commit))
        {
            var at = new TopicPartition(_options.EventsTopic, commit.Partition);
            if (member.Assignment.Contains(at))
            {
                member.StoreOffset(new TopicPartitionOffset(at, commit.Offset));
            }
        }
    }

    // From its end on: this client reads nothing.
    private List<TopicPartitionOffset> Assigned(IConsumer<Ignore, Ignore> member, List<TopicPartition> assigned)
    {
        Problem = null;
        if (assigned.Count > 0)
        {
            LogAssigned(_logger, assigned.Count, Names(assigned));
        }

        assigned.ForEach(p => _slots[p.Partition.Value].Give());
        return assigned.ConvertAll(p => new TopicPartitionOffset(p, Offset.End));
    }

    private void Revoked(List<TopicPartitionOffset> revoked)
    {
        LogRevoked(_logger, revoked.Count, Names(revoked.ConvertAll(r => r.TopicPartition)));
        var returned = revoked.ConvertAll(r =>
        {
            _slots[r.Partition.Value].Take(out var let);
            return let;
        });

        // Heartbeats go on meanwhile, and so does the reading of the partitions that stay.
#pragma warning disable VSTHRD002 // a thread of its own, that the client calls this on, and must not return to before
        var isDone = Task.WhenAll(returned).Wait(TimeSpan.FromMilliseconds(_options.HandBackTimeoutMs));
#pragma warning restore VSTHRD002
        if (!isDone)
        {
            LogLate(_logger, returned.Count(r => !r.IsCompleted), _options.HandBackTimeoutMs);
        }
    }

    // Others have them already: there is nobody to wait for.
    private void Lost(List<TopicPartitionOffset> lost)
    {
        LogLost(_logger, lost.Count, Names(lost.ConvertAll(r => r.TopicPartition)));
        lost.ForEach(r => _slots[r.Partition.Value].Take(out _));
    }

    private void Failed(Error error)
    {
        LogClient(_logger, error.Reason);
        if (error.Code is ErrorCode.GroupAuthorizationFailed or ErrorCode.TopicAuthorizationFailed or ErrorCode.Local_Authentication)
        {
            Problem = $"The Kafka group '{_options.GroupId}' refuses this silo ({error.Reason}): it keeps the partitions it has, and gets no others. See that this login may read the group and the topic.";
        }
    }

    private static string Names(List<TopicPartition> partitions) => string.Join(',', partitions.Select(p => p.Partition.Value).Order());

    [LoggerMessage(43, LogLevel.Warning, "Kafka: {Message}")]
    private static partial void LogClient(ILogger logger, string message);

    [LoggerMessage(48, LogLevel.Warning, "The membership of the Kafka group ended; this silo joins it anew")]
    private static partial void LogJoinsAnew(ILogger logger, Exception reason);

    [LoggerMessage(44, LogLevel.Information, "{Count} partitions are read here now: {Partitions}")]
    private static partial void LogAssigned(ILogger logger, int count, string partitions);

    [LoggerMessage(45, LogLevel.Information, "{Count} partitions go to another silo: {Partitions}")]
    private static partial void LogRevoked(ILogger logger, int count, string partitions);

    [LoggerMessage(46, LogLevel.Warning, "{Count} partitions are another silo's already, as this one was not heard of for too long: {Partitions}")]
    private static partial void LogLost(ILogger logger, int count, string partitions);

    [LoggerMessage(47, LogLevel.Warning, "{Count} partitions go to another silo before their last batch was stored: {TimeoutMs} ms were not enough; it is replayed there")]
    private static partial void LogLate(ILogger logger, int count, int timeoutMs);
}
