namespace Soc.EventLog;

/// <summary>The side of the event log that a gateway needs.</summary>
public interface IEventLogWriter : IAsyncDisposable
{
    /// <summary>Number of partitions, fixed for the life of the log.</summary>
    int PartitionCount { get; }

    /// <summary>Completes when every entry is durable, in order per partition; all of them or an exception.</summary>
    /// <exception cref="EventLogBusyException">Too much is waiting, or retention has no room: try again later; nothing was accepted.</exception>
    /// <exception cref="EventLogUnavailableException">The disk or the brokers failed: the message says what to do; what was acknowledged before is kept.</exception>
    ValueTask AppendAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken);
}
