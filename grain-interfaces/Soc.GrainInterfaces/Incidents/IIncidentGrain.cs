using Orleans;
using Orleans.CodeGeneration;
using Soc.Model.Incidents;

namespace Soc.GrainInterfaces.Incidents;

/// <summary>One incident: guards its document. Key: incident id.</summary>
[Alias(WireNames.IncidentGrain), Version(1)]
public interface IIncidentGrain : IGrainWithStringKey
{
    /// <summary>Null when there is no such incident.</summary>
    [Alias("get")]
    ValueTask<Incident?> GetAsync(CancellationToken cancellationToken);

    /// <summary>Writes the next version; completes when durable.</summary>
    /// <param name="next">The version after the stored one.</param>
    /// <param name="owner">The activation of the client's grain that changes it.</param>
    /// <exception cref="Storage.ClientTakenOverException">Another activation has taken the client over.</exception>
    /// <exception cref="InvalidOperationException">The version is not the successor of the stored one.</exception>
    [Alias("put")]
    ValueTask PutAsync(Incident next, long owner, CancellationToken cancellationToken);
}
