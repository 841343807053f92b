namespace Soc.EventLog.Embedded;

/// <summary>The lease of a log that no other process reads.</summary>
internal sealed class LastingLease : IPartitionLease
{
    public CancellationToken Lost => CancellationToken.None;

    public void Dispose()
    {
        // Nothing is held.
    }
}
