namespace Soc.GrainInterfaces.Storage;

/// <summary>Credentials: API keys and HEC tokens, hashed.</summary>
public interface ITokenStore
{
    ValueTask<IReadOnlyList<StoredToken>> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>Inserts or replaces by id; completes when durable.</summary>
    ValueTask WriteAsync(StoredToken token, CancellationToken cancellationToken);
}
