using Orleans;
using Soc.Detection.Correlation.Related;
using Soc.Gateway.Auth;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Incidents;
using Soc.Model.Incidents;

namespace Soc.Gateway.Endpoints;

/// <summary>What other clients have of the same, as far as a caller may see it.</summary>
internal sealed class RelatedReader(IGrainFactory grains, IClientPolicies policies)
{
    /// <summary>Asks only for incidents that take part: noise costs no call.</summary>
    public async ValueTask<RelatedDto> ForAsync(Incident incident, Caller caller, CancellationToken cancellationToken)
    {
        var things = SharedThings.Of(incident, policies.RulesOf(incident.Client).Policy);
        if (things.Count == 0)
        {
            return RelatedDto.None;
        }

        var met = await Task.WhenAll(things.Select(async thing =>
            (thing, (IReadOnlyList<SharedSighting>)await grains.GetGrain<ISharedThingGrain>(thing.Key).GetAsync(cancellationToken))));
        return For(caller, RelatedActivity.Of(incident, met));
    }

    private static RelatedDto For(Caller caller, IReadOnlyList<RelatedIncident> related) => new(
        [.. related.Where(r => caller.MaySee(r.Client)).Select(r => new RelatedIncidentDto(r.Client, r.IncidentId, r.Why, Wire.Time(r.AtMs)))],
        related.Where(r => !caller.MaySee(r.Client)).Select(r => r.Client).Distinct(StringComparer.Ordinal).Count());
}
