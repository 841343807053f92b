using Soc.Model.Events;

namespace Soc.EventLog;

/// <summary>
/// The partitioned, append-only log between gateway and silo. Partition = hash of client and main entity, so that the
/// events of one user keep their order. Embedded files or Kafka; the same promises, proven by the same tests.
/// </summary>
public interface IEventLog : IEventLogWriter
{
    /// <summary>Waits until this process may read a partition. Where several processes share a log, each partition is read by one of them.</summary>
    ValueTask<IPartitionLease> OwnAsync(int partition, CancellationToken cancellationToken);

    /// <summary>Reads durable entries of a partition from an offset, in order; waits when there are none yet.</summary>
    /// <returns>At least one entry, unless cancelled. Offsets may have gaps; the first may be above <paramref name="fromOffset"/> when retention removed what was below, and <see cref="LogBatch.Lost"/> says how many.</returns>
    ValueTask<LogBatch> ReadAsync(int partition, long fromOffset, int maxEntries, CancellationToken cancellationToken);

    /// <summary>Tells the log that everything below this offset is checkpointed: retention may remove it.</summary>
    void Commit(int partition, long offset);

    /// <summary>Offset that the next entry of the partition will get.</summary>
    long EndOffset(int partition);

    /// <summary>Oldest offset still kept.</summary>
    long StartOffset(int partition);
}
