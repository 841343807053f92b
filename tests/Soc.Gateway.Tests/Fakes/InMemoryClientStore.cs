using System.Collections.Concurrent;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Policies;

namespace Soc.Gateway.Tests.Fakes;

internal sealed class InMemoryClientStore : IClientStore
{
    public ConcurrentDictionary<string, ClientPolicy> Policies { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ValueTask<IReadOnlyList<ClientPolicy>> ReadAllAsync(CancellationToken cancellationToken) => new([.. Policies.Values]);

    public ValueTask<ClientPolicy?> ReadAsync(string client, CancellationToken cancellationToken) => new(Policies.GetValueOrDefault(client));

    public ValueTask<bool> WriteAsync(ClientPolicy policy, CancellationToken cancellationToken)
    {
        Policies[policy.Client] = policy;
        return new(true);
    }
}
