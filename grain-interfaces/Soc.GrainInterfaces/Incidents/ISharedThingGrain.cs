using Orleans;
using Orleans.CodeGeneration;
using Soc.Model.Incidents;

namespace Soc.GrainInterfaces.Incidents;

/// <summary>
/// Something outside that incidents of several clients are about: an address, a domain. Key: an entity key with "*" for the client.
/// It calls nobody: who looks at an incident asks it.
/// </summary>
[Alias(WireNames.SharedThingGrain), Version(1)]
public interface ISharedThingGrain : IGrainWithStringKey
{
    /// <summary>Takes that an incident is about it; completes when durable. Told again, it changes nothing.</summary>
    [Alias("report")]
    ValueTask ReportAsync(SharedSighting sighting, CancellationToken cancellationToken);

    /// <summary>Incidents of all clients that are about it, a bounded number of the newest. Whoever asks must not show a client's to another.</summary>
    [Alias("sightings")]
    ValueTask<SharedSighting[]> GetAsync(CancellationToken cancellationToken);
}
