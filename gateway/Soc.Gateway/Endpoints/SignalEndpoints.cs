using System.Globalization;
using Soc.Gateway.Auth;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Entities;

namespace Soc.Gateway.Endpoints;

/// <summary>Findings too small to open an incident: counted, learned from, and to be found here.</summary>
internal static class SignalEndpoints
{
    private const int MaxLimit = 500;
    private const int DefaultLimit = 50;

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

        if (minScore is not (null or (>= 0 and <= 100)))
        {
            return Problems.BadRequest(string.Create(CultureInfo.InvariantCulture, $"minScore={minScore} is no score: use 0 to 100."));
        }

        if (!Wire.TryTime(since, out var sinceMs))
        {
            return Problems.BadRequest($"since='{since}' is no time: use ISO 8601, such as 2026-03-01T00:00:00Z.");
        }

        if (limit is < 1 or > MaxLimit)
        {
            return Problems.BadRequest($"limit={limit} is out of range: use 1 to {MaxLimit}.");
        }

        var list = string.Create(CultureInfo.InvariantCulture, $"signals\n{client}\n{detector}\n{key}\n{minScore ?? 0}\n{sinceMs}");
        if (!Cursors.TryRead(list, cursor, out var place))
        {
            return Cursors.Refusal();
        }

        var page = await store.QueryAsync(new MinorSignalQuery(client, detector, key, minScore ?? 0, sinceMs, limit ?? DefaultLimit, place), cancellationToken);
        return TypedResults.Ok(new PageDto<SignalDto>([.. page.Items.Select(SignalDto.Of)], Cursors.Write(list, page.NextCursor)));
    }
}
