namespace Soc.EventLog;

/// <summary>The right to read a partition. Disposed by its reader when nothing of it is under way any more: only then it goes to another process.</summary>
public interface IPartitionLease : IDisposable
{
    /// <summary>
    /// Cancelled when the partition is to go to another process. The reader should end, store what he has, and dispose the lease within
    /// seconds; one that takes longer, or is taken for dead, shares the partition with the next reader for a while, which changes
    /// nothing that is applied.
    /// </summary>
    CancellationToken Lost { get; }
}
