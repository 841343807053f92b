using Soc.GrainInterfaces.Clients;
using Soc.Model.Policies;

namespace Soc.Grains.Tests.Silo;

/// <summary>The real policies behind an <see cref="Outage"/>: what they throw is foreseen by nobody.</summary>
internal sealed class FailingPolicies(IClientPolicies inner, Outage outage) : IClientPolicies
{
    public IReadOnlyList<ClientPolicy> All => inner.All;

    public ClientPolicy? Find(string client)
    {
        outage.Check();
        return inner.Find(client);
    }

    public ClientRules RulesOf(string client)
    {
        outage.Check();
        return inner.RulesOf(client);
    }

    public void Publish(ClientPolicy policy) => inner.Publish(policy);
}
