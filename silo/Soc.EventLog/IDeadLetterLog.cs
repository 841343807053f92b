namespace Soc.EventLog;

/// <summary>Records that could not be parsed, kept with reason and raw: visible, replayable, bounded by size and age.</summary>
public interface IDeadLetterLog : IAsyncDisposable
{
    /// <summary>Completes when durable.</summary>
    ValueTask AppendAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken);

    /// <summary>Newest first, of one client.</summary>
    IAsyncEnumerable<DeadLetter> ReadAsync(string client, int limit, CancellationToken cancellationToken);

    /// <summary>Letters with their places, newest first: a page ends where the next begins (<see cref="DeadLetterQuery.BelowOffset"/>).</summary>
    ValueTask<IReadOnlyList<StoredDeadLetter>> QueryAsync(DeadLetterQuery query, CancellationToken cancellationToken);
}
