using System.Collections.Concurrent;
using Soc.GrainInterfaces.Clients;
using Soc.Model.Policies;

namespace Soc.Gateway.Tests.Fakes;

internal sealed class InMemoryClientPolicies : IClientPolicies
{
    private readonly ConcurrentDictionary<string, ClientPolicy> _policies = new(StringComparer.OrdinalIgnoreCase);

    public InMemoryClientPolicies(params string[] clients)
    {
        foreach (var client in clients)
        {
            Publish(ClientPolicy.DefaultFor(client));
        }
    }

    public IReadOnlyList<ClientPolicy> All => [.. _policies.Values.OrderBy(p => p.Client, StringComparer.Ordinal)];

    public ClientPolicy? Find(string client) => _policies.GetValueOrDefault(client);

    public ClientRules RulesOf(string client) => new(Find(client) ?? ClientPolicy.DefaultFor(client), TimeZoneInfo.Utc);

    public void Publish(ClientPolicy policy) => _policies[policy.Client] = policy;
}
