using Orleans;
using Soc.Detection.Correlation.Related;
using Soc.Gateway.Auth;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Incidents;
using Soc.Model.Incidents;

namespace Soc.Gateway.Endpoints;

/// <summary>Incidents as a caller may see them, with what other clients have of the same.</summary>
internal sealed class RelatedReader(IGrainFactory grains, IClientPolicies policies)
{
    /// <summary>Asks only for incidents that take part: noise costs no call.</summary>
    public async ValueTask<IncidentDto> ShowAsync(Incident incident, Caller caller, CancellationToken cancellationToken)
    {
        var things = SharedThings.Of(incident, policies.RulesOf(incident.Client).Policy);
        if (things.Count == 0)
        {
            return IncidentDto.Of(incident, RelatedDto.None);
        }

        var met = await Task.WhenAll(things.Select(async thing =>
            (thing, (IReadOnlyList<SharedSighting>)await grains.GetGrain<ISharedThingGrain>(thing.Key).GetAsync(cancellationToken))));
        return IncidentDto.Of(incident, For(caller, RelatedActivity.Of(incident, met)));
    }

    public Task<IncidentDto[]> ShowAsync(IEnumerable<Incident> incidents, Caller caller, CancellationToken cancellationToken) =>
        Task.WhenAll(incidents.Select(i => ShowAsync(i, caller, cancellationToken).AsTask()));

    private static RelatedDto For(Caller caller, IReadOnlyList<RelatedIncident> related) => new(
        [.. related.Where(r => caller.MaySee(r.Client)).Select(r => new RelatedIncidentDto(r.Client, r.IncidentId, r.Why, Wire.Time(r.AtMs)))],
        related.Where(r => !caller.MaySee(r.Client)).Select(r => r.Client).Distinct(StringComparer.Ordinal).Count());
}
