using Orleans;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Entities;
using Soc.Model.Entities;

namespace Soc.Silo.Ingest;

/// <summary>Finds the grain of an entity.</summary>
public sealed class EntityCalls(IGrainFactory grains)
{
    public ValueTask<long> ApplyAsync(EntityKey key, EntityBatch batch, CancellationToken cancellationToken) =>
        Entity(key).ApplyAsync(batch, cancellationToken);

    public ValueTask<long> HandOnAsync(EntityKey key, CancellationToken cancellationToken) => Entity(key).HandOnAsync(cancellationToken);

    public ValueTask<long> ObserveAsync(string client, ClientObservations observations, CancellationToken cancellationToken) =>
        grains.GetGrain<IClientGrain>(client).ObserveAsync(observations, cancellationToken);

    public ValueTask<long> CheckpointAsync(EntityKey key, CancellationToken cancellationToken) =>
        key.Kind == EntityKind.Client
            ? grains.GetGrain<IClientGrain>(key.Client).CheckpointAsync(cancellationToken)
            : Entity(key).CheckpointAsync(cancellationToken);

    private IEntityGrain Entity(EntityKey key) => key.Kind switch
    {
        EntityKind.User => grains.GetGrain<IUserGrain>(key.ToString()),
        EntityKind.Device => grains.GetGrain<IDeviceGrain>(key.ToString()),
        EntityKind.Address => grains.GetGrain<IAddressGrain>(key.ToString()),
        _ => throw new ArgumentOutOfRangeException(nameof(key), key.Kind, "No grain holds this kind of entity."),
    };
}
