using Soc.Model.Policies;

namespace Soc.GrainInterfaces.Storage;

/// <summary>Policies of clients.</summary>
public interface IClientStore
{
    ValueTask<IReadOnlyList<ClientPolicy>> ReadAllAsync(CancellationToken cancellationToken);

    ValueTask<ClientPolicy?> ReadAsync(string client, CancellationToken cancellationToken);

    /// <summary>Completes when durable.</summary>
    /// <returns>False when the stored version is not <paramref name="policy"/>.Version − 1.</returns>
    ValueTask<bool> WriteAsync(ClientPolicy policy, CancellationToken cancellationToken);
}
