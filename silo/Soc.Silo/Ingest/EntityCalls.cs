using Orleans;
using Orleans.Runtime;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Entities;
using Soc.Model.Entities;

namespace Soc.Silo.Ingest;

/// <summary>Finds the grain of an entity. The types of its reference are looked up once: by interface the runtime reads attributes for each reference.</summary>
public sealed class EntityCalls(IGrainFactory grains)
{
    private readonly Lazy<EntityReferences> _users = EntityReferences.Of<IUserGrain>(grains);
    private readonly Lazy<EntityReferences> _devices = EntityReferences.Of<IDeviceGrain>(grains);
    private readonly Lazy<EntityReferences> _addresses = EntityReferences.Of<IAddressGrain>(grains);

    public ValueTask<EntityPlace> ApplyAsync(EntityKey key, EntityBatch batch, CancellationToken cancellationToken) =>
        Entity(key).ApplyAsync(batch, cancellationToken);

    public ValueTask<long> HandOnAsync(EntityKey key, CancellationToken cancellationToken) => Entity(key).HandOnAsync(cancellationToken);

    public ValueTask<long> ObserveAsync(string client, ClientObservations observations, CancellationToken cancellationToken) =>
        grains.GetGrain<IClientGrain>(client).ObserveAsync(observations, cancellationToken);

    public ValueTask<long> CheckpointAsync(EntityKey key, CancellationToken cancellationToken) =>
        key.Kind == EntityKind.Client ? CheckpointAsync(grains.GetGrain<IClientGrain>(key.Client), cancellationToken) : Entity(key).CheckpointAsync(cancellationToken);

    // Two calls: the first may take long, and the grain takes events meanwhile.
    private static async ValueTask<long> CheckpointAsync(IClientGrain client, CancellationToken cancellationToken)
    {
        await client.EngagedAsync(cancellationToken);
        return await client.CheckpointAsync(cancellationToken);
    }

    private IEntityGrain Entity(EntityKey key) => key.Kind switch
    {
        EntityKind.User => _users.Value.To(key),
        EntityKind.Device => _devices.Value.To(key),
        EntityKind.Address => _addresses.Value.To(key),
        _ => throw new ArgumentOutOfRangeException(nameof(key), key.Kind, "No grain holds this kind of entity."),
    };

    private sealed class EntityReferences(IGrainFactory grains, GrainType grain, GrainInterfaceType contract)
    {
        public static Lazy<EntityReferences> Of<TGrain>(IGrainFactory grains)
            where TGrain : IEntityGrain, IGrainWithStringKey => new(() =>
            {
                var any = (GrainReference)(IAddressable)grains.GetGrain<TGrain>("any");
                return new EntityReferences(grains, any.GrainId.Type, any.InterfaceType);
            });

        public IEntityGrain To(EntityKey key) => (IEntityGrain)grains.GetGrain(GrainId.Create(grain, key.ToString()), contract);
    }
}
