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
    private const string Route = "/clients/{client}/entities/{kind}/{**key}";

    public static void MapEntities(this IEndpointRouteBuilder api) =>
        api.MapGet(Route, GetAsync)
            .Needs(CredentialScopes.Read)
            .WithName("getEntity").WithTags("Entities").WithSummary("Baselines, recent activity and risk of a user, device, address or the client itself. The key is percent-encoded.")
            .Produces<EntityViewDto>().ProducesProblem(400).ProducesProblem(404);

    private static async Task<IResult> GetAsync(
        string client, string kind, string? key, HttpContext http, IClientPolicies policies, IdentityDirectory identities, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!EntityKey.TryParseKind(kind, out var entityKind))
        {
            return Problems.BadRequest($"'{kind}' is no kind of entity: use user, device, address or client.");
        }

        key = EncodedKey.Of(http) ?? key;
        if (string.IsNullOrWhiteSpace(key) || policies.Find(client) is not { } policy)
        {
            return Problems.NotFound($"The {kind} '{key}'");
        }

        var view = entityKind switch
        {
            EntityKind.User => await grains.GetGrain<IUserGrain>(EntityKey.User(client, identities.ResolveName(client, key, policy.Identity) ?? key).ToString()).ViewAsync(cancellationToken),
            EntityKind.Device => await grains.GetGrain<IDeviceGrain>(EntityKey.Device(client, key).ToString()).ViewAsync(cancellationToken),
            EntityKind.Address => await grains.GetGrain<IAddressGrain>(EntityKey.Address(client, Model.Events.IpText.Canonical(key) ?? key).ToString()).ViewAsync(cancellationToken),
            EntityKind.Client when string.Equals(key, client, StringComparison.Ordinal) => await grains.GetGrain<IClientGrain>(client).ViewAsync(cancellationToken) with { Known = true },
            _ => null,
        };
        return view is { Known: true }
            ? TypedResults.Ok(EntityViewDto.Of(view))
            : Problems.NotFound($"The {kind} '{key}'");
    }
}
