namespace Soc.GrainInterfaces.Storage;

/// <summary>Answers that a repeated request gets again.</summary>
public interface IAnswerStore
{
    /// <summary>The answer with this id, however old, or null.</summary>
    ValueTask<StoredAnswer?> ReadAsync(string id, CancellationToken cancellationToken);

    /// <summary>Inserts or replaces by id, and removes what is too old or too many; completes when durable.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="keepSinceMs">Answers of anybody given before are removed, ms since the epoch.</param>
    /// <param name="maxOfCaller">Only so many of this caller are kept, the newest.</param>
    ValueTask WriteAsync(StoredAnswer answer, long keepSinceMs, int maxOfCaller, CancellationToken cancellationToken);
}
