using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints;
using Soc.GrainInterfaces.Response;
using Soc.Model.Response;
using Soc.Response.Audit;

namespace Soc.Gateway.Audit;

/// <summary>A client's audit: everything that was done, append-only, each record with the hash of the one before.</summary>
internal static class AuditEndpoints
{
    private const string Lines = "application/x-ndjson";

    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/clients/{client}/audit", PageAsync)
            .Needs(CredentialScopes.Read)
            .WithName("listAudit").WithTags("Audit").WithSummary("What was done at a client and by whom, oldest first; each record as the export has it.")
            .Produces<PageDto<JsonElement>>().ProducesProblem(400);
        api.MapGet("/clients/{client}/audit/export", Export)
            .Needs(CredentialScopes.Read)
            .WithName("exportAudit").WithTags("Audit").WithSummary("The whole audit, a JSON object a line. './soc audit verify FILE' looks whether anything was changed, left out or put in between.")
            .Produces(200, contentType: Lines);
    }

    private static async Task<IResult> PageAsync(
        string client, [Description("Number of the first record, from 1.")] long? from, int? limit, string? cursor, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (from is < 1)
        {
            return Problems.BadRequest("from is the number of a record: 1 or more.");
        }

        if (PageLimits.RefusalOf(limit) is { } refusal)
        {
            return refusal;
        }

        var list = string.Create(CultureInfo.InvariantCulture, $"audit\n{client}\n{from}");
        if (!Cursors.TryRead(list, cursor, out var place) || !long.TryParse(place ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var next))
        {
            return Cursors.Refusal();
        }

        next = place is null ? from ?? 1 : next;
        var wanted = limit ?? PageLimits.Default;
        var audit = Of(client, grains);
        var items = new List<JsonElement>(wanted);
        var hasMore = false;
        while (!hasMore && await audit.ReadAsync(next, cancellationToken) is { Length: > 0 } records)
        {
            var taken = Math.Min(records.Length, wanted - items.Count);
            items.AddRange(records.Take(taken).Select(r => JsonSerializer.Deserialize<JsonElement>(AuditJson.Line(r))));
            hasMore = taken < records.Length;
            next = taken == 0 ? next : records[taken - 1].Sequence + 1;
        }

        return TypedResults.Ok(new PageDto<JsonElement>(items, hasMore ? Cursors.Write(list, next.ToString(CultureInfo.InvariantCulture)) : null));
    }

    private static PushStreamHttpResult Export(string client, HttpContext http, IGrainFactory grains, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        var audit = Of(client, grains);
        return TypedResults.Stream(
            async body =>
            {
                // What fails in the middle breaks the connection off: half an audit must not look like a whole one.
                var next = 1L;
                while (await audit.ReadAsync(next, cancellationToken) is { Length: > 0 } records)
                {
                    var lines = new StringBuilder();
                    foreach (var record in records)
                    {
                        lines.Append(AuditJson.Line(record)).Append('\n');
                    }

                    await body.WriteAsync(Encoding.UTF8.GetBytes(lines.ToString()), cancellationToken);
                    next = records[^1].Sequence + 1;
                }
            },
            Lines,
            $"audit-{client}.jsonl");
    }

    private static IResponseAuditGrain Of(string client, IGrainFactory grains) => grains.GetGrain<IResponseAuditGrain>(ResponseKey.Audit(client).ToString());
}
