using Soc.Gateway.Auth;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Entities;

namespace Soc.Gateway.Endpoints;

/// <summary>Findings too small to open an incident: counted, learned from, and to be found here.</summary>
internal static class SignalEndpoints
{
    public static void MapSignals(this IEndpointRouteBuilder api) =>
        api.MapGet("/clients/{client}/signals", ListAsync)
            .Needs(CredentialScopes.Read)
            .WithName("listMinorSignals").WithTags("Signals").WithSummary("Findings that are part of no incident, newest first; entity is kind:key, such as user:anna@example.com.")
            .Produces<PageDto<SignalDto>>().ProducesProblem(400);

    private static async Task<IResult> ListAsync(
        string client, string? detector, string? entity, double? minScore, string? since, int? limit, string? cursor,
        IMinorSignalStore store, CancellationToken cancellationToken)
    {
        string? key = null;
        if (entity is not null)
        {
            var colon = entity.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || colon == entity.Length - 1 || !EntityKey.TryParseKind(entity[..colon], out var kind))
            {
                return Problems.BadRequest($"entity='{entity}' is no entity: use kind:key, such as user:anna@example.com.");
            }

            key = new EntityKey(client, kind, entity[(colon + 1)..]).ToString();
        }

        if (!ListQuery.TryRead($"signals\n{client}\n{detector}\n{key}", minScore, since, limit, cursor, out var query, out var refusal))
        {
            return refusal;
        }

        var page = await store.QueryAsync(new MinorSignalQuery(client, detector, key, query.MinScore, query.SinceMs, query.Limit, query.Place), cancellationToken);
        return TypedResults.Ok(query.PageOf(page.Items.Select(SignalDto.Of), page.NextCursor));
    }
}
