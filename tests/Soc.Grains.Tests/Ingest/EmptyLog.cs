using Soc.EventLog;

namespace Soc.Grains.Tests.Ingest;

/// <summary>A log that holds nothing and notes what it is told to be safe.</summary>
internal sealed class EmptyLog : IEventLog
{
    public int PartitionCount => 1;

    public long Committed { get; private set; }

    public ValueTask<IPartitionLease> OwnAsync(int partition, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask AppendAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<LogBatch> ReadAsync(int partition, long fromOffset, int maxEntries, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Commit(int partition, long offset) => Committed = offset;

    public long EndOffset(int partition) => 0;

    public long StartOffset(int partition) => 0;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
