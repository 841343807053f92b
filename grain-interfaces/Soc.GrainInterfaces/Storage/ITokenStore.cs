namespace Soc.GrainInterfaces.Storage;

/// <summary>Credentials: API keys, HEC tokens and sensors, hashed.</summary>
public interface ITokenStore
{
    ValueTask<IReadOnlyList<StoredToken>> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>Inserts or replaces by id; completes when durable.</summary>
    ValueTask WriteAsync(StoredToken token, CancellationToken cancellationToken);

    /// <summary>
    /// Disables a credential that was good until now; completes when durable. Of several that try at once, in whatever processes, exactly one
    /// gets true: what may be used once is used by him.
    /// </summary>
    /// <returns>False when it was disabled before, when there is none with this id, or when it cannot be told.</returns>
    ValueTask<bool> DisableAsync(string id, CancellationToken cancellationToken);
}
