using Orleans;
using Soc.Gateway.Auth;
using Soc.Gateway.Ingest.Identity;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Entities;
using Soc.Model.Entities;

namespace Soc.Gateway.Endpoints;

/// <summary>The live state of an entity, in words.</summary>
internal static class EntityEndpoints
{
    public static void MapEntities(this IEndpointRouteBuilder api) =>
        api.MapGet("/clients/{client}/entities/{kind}/{**key}", GetAsync)
            .WithName("getEntity").WithSummary("Baselines, recent activity and risk of a user, device, address or the client itself.").Produces<EntityViewDto>().ProducesProblem(404);

    private static async Task<IResult> GetAsync(
        string client, string kind, string key, Caller caller, IClientPolicies policies, IdentityDirectory identities, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!caller.MaySee(client) || policies.Find(client) is not { } policy || string.IsNullOrWhiteSpace(key))
        {
            return Problems.NotFound($"Client '{client}'");
        }

        if (!EntityKey.TryParseKind(kind, out var entityKind))
        {
            return Problems.BadRequest($"'{kind}' is no kind of entity: use user, device, address or client.");
        }

        var view = entityKind switch
        {
            EntityKind.User => await grains.GetGrain<IUserGrain>(EntityKey.User(client, identities.ResolveName(client, key, policy.Identity) ?? key).ToString()).ViewAsync(cancellationToken),
            EntityKind.Device => await grains.GetGrain<IDeviceGrain>(EntityKey.Device(client, key).ToString()).ViewAsync(cancellationToken),
            EntityKind.Address => await grains.GetGrain<IAddressGrain>(EntityKey.Address(client, Model.Events.IpText.Canonical(key) ?? key).ToString()).ViewAsync(cancellationToken),
            EntityKind.Client => await grains.GetGrain<IClientGrain>(client).ViewAsync(cancellationToken) with { Known = true },
            _ => null,
        };
        return view is { Known: true }
            ? TypedResults.Ok(EntityViewDto.Of(view))
            : Problems.NotFound($"The {kind} '{key}'");
    }
}
