using System.Runtime.InteropServices;
using Soc.GrainInterfaces.Clients;
using Soc.Grains.Entities;
using Soc.Grains.Hosting;
using Soc.Model.Entities;
using Soc.Model.Policies;

namespace Soc.Silo.Ingest;

/// <summary>Gives events to an entity that is live in this process, without a message. A call costs several times what the detectors do.</summary>
public sealed class LocalHandOver(LiveEntities live, CheckpointTracker tracker, IClientPolicies policies, SiloInstruments instruments)
{
    /// <param name="epoch">The caller's epoch, see <see cref="CheckpointTracker.MayTake"/>.</param>
    /// <param name="entity">Who took the events; null when nobody here did.</param>
    /// <returns><see cref="HandOver.Closed"/> when the entity is not live here: then its grain must be called.</returns>
    public HandOver Apply(EntityKey key, int partition, List<EnrichedEvent> events, int epoch, out LiveEntity? entity)
    {
        if (!live.TryFind(key, out entity))
        {
            return HandOver.Closed;
        }

        if (!tracker.MayTake(entity, epoch))
        {
            return HandOver.Refused;
        }

        var policy = policies.Find(key.Client) ?? ClientPolicy.DefaultFor(key.Client);
        var result = entity.Apply(partition, CollectionsMarshal.AsSpan(events), policy, policies.ZoneOf(key.Client));
        instruments.Report(entity);
        return result;
    }
}
