using Orleans.Serialization;
using Soc.Detection.Correlation.Related;
using Soc.Grains.Entities;
using Soc.GrainInterfaces.Incidents;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Incidents;

namespace Soc.Grains.Incidents;

/// <inheritdoc cref="ISharedThingGrain"/>
/// <remarks>Leaves memory soon, as an incident does.</remarks>
[CollectionAgeLimit(Minutes = 2)]
public sealed class SharedThingGrain(IEntityStore store, Serializer serializer) : Grain, ISharedThingGrain
{
    private SharedThingState _state = new();
    private EntityWriter _writer;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var stored = await store.ReadAsync(this.GetPrimaryKeyString(), cancellationToken);
        _writer = new EntityWriter(ActivationNumber.Of(GrainContext), stored?.Stamp ?? default);
        if (stored is { } found)
        {
            _state = serializer.Deserialize<SharedThingState>(found.State) ?? new SharedThingState();
            StoredVersion.Check(_state.Version, SharedThingState.CurrentVersion, $"shared thing {this.GetPrimaryKeyString()}");
        }
    }

    public async ValueTask ReportAsync(SharedSighting sighting, CancellationToken cancellationToken)
    {
        var before = _state.Sightings;
        if (!_state.Add(sighting))
        {
            return;
        }

        try
        {
            await store.WriteAsync(this.GetPrimaryKeyString(), serializer.SerializeToArray(_state), _writer, cancellationToken);
        }
        catch (Exception e)
        {
            // Whoever told it tells it again, and must not hear that it is known.
            _state.Sightings = before;
            if (e is EntityConflictException)
            {
                DeactivateOnIdle();
            }

            throw;
        }
    }

    public ValueTask<SharedSighting[]> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_state.Sightings);
}
