using Soc.GrainInterfaces.Clients;
using Soc.Grains.Hosting;
using Soc.Model.Entities;

namespace Soc.Grains.Entities;

/// <summary>Gives a live entity its events, by its client's rules of now; what it counted on the way is told.</summary>
public sealed class EntityWork(IClientPolicies policies, SiloInstruments instruments)
{
    public HandOver Apply(LiveEntity entity, int partition, ReadOnlySpan<EnrichedEvent> events)
    {
        var (policy, zone) = policies.RulesOf(entity.Key.Client);
        var result = entity.Apply(partition, events, policy, zone);
        instruments.Report(entity);
        return result;
    }
}
