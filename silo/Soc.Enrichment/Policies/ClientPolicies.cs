using System.Collections.Concurrent;
using Soc.GrainInterfaces.Clients;
using Soc.Model.Policies;

namespace Soc.Enrichment.Policies;

/// <inheritdoc cref="IClientPolicies"/>
public sealed class ClientPolicies : IClientPolicies
{
    private readonly ConcurrentDictionary<string, CompiledPolicy> _byClient = new(StringComparer.Ordinal);

    public IReadOnlyList<ClientPolicy> All => [.. _byClient.Values.Select(c => c.Policy).OrderBy(p => p.Client, StringComparer.Ordinal)];

    public ClientPolicy? Find(string client) => _byClient.GetValueOrDefault(client)?.Policy;

    public ClientRules RulesOf(string client) => _byClient.GetValueOrDefault(client)?.Rules ?? new ClientRules(ClientPolicy.DefaultFor(client), TimeZoneInfo.Utc);

    /// <summary>What of the policies makes no sense, in sentences.</summary>
    internal IEnumerable<string> Problems => _byClient.Values.OrderBy(c => c.Policy.Client, StringComparer.Ordinal).SelectMany(c => c.Problems);

    public void Publish(ClientPolicy policy)
    {
        var compiled = CompiledPolicy.Of(policy);
        _byClient.AddOrUpdate(policy.Client, compiled, (_, known) => policy.Version >= known.Policy.Version ? compiled : known);
    }

    /// <summary>The policy with its ranges ready to be searched; null for an unknown client.</summary>
    internal CompiledPolicy? Compiled(string client) => _byClient.GetValueOrDefault(client);
}
