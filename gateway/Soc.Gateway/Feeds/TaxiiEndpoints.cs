using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints;
using Soc.Response.Feeds;

namespace Soc.Gateway.Feeds;

/// <summary>A TAXII 2.1 server of a client, with one collection that can be read.</summary>
internal static class TaxiiEndpoints
{
    private const string Root = "/taxii2/root";
    private const int MaxFilters = 100;

    public static void MapTaxii(this IEndpointRouteBuilder feeds)
    {
        Map(feeds, "/taxii2", "taxii_discovery", "TAXII 2.1 discovery.",
            (string client, HttpContext http) => Document(Taxii.Discovery(client, $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/feeds/{client}{Root}/")));
        Map(feeds, Root, "taxii_root", "TAXII 2.1 API root.", (string client) => Document(Taxii.ApiRoot()));
        Map(feeds, $"{Root}/collections", "taxii_collections", "TAXII 2.1 collections: one, with what is blocked.", (string client) => Document(Taxii.Collections(client)));
        Map(feeds, $"{Root}/collections/{{id}}", "taxii_collection", "TAXII 2.1 collection.",
            IResult (string client, string id) => IsCollection(client, id) ? Document(Taxii.Collection(client)) : Problems.NotFound($"The collection '{id}'"));
        Map(feeds, $"{Root}/collections/{{id}}/objects", "taxii_objects", "TAXII 2.1 objects, in the order in which they changed; what is not blocked any more is revoked.", ObjectsAsync)
            .ProducesProblem(400).ProducesProblem(503);
    }

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder feeds, string path, string name, string summary, Delegate handler) =>
        feeds.MapGet(path, handler)
            .Needs(CredentialScopes.Feed).WithMetadata(new FeedName(FeedFormats.Taxii))
            .WithName($"feed_{name}").WithTags("Feeds").WithSummary(summary)
            .Produces(200, contentType: "application/taxii+json");

    private static async Task<IResult> ObjectsAsync(string client, string id, HttpContext http, FeedAnswers answers)
    {
        if (!IsCollection(client, id))
        {
            return Problems.NotFound($"The collection '{id}'");
        }

        if (!TryQuery(http.Request.Query, out var query, out var refusal))
        {
            return refusal;
        }

        if (await answers.ReadAsync(http, client, FeedFormats.Taxii) is not { View: var view })
        {
            return FeedAnswers.Unavailable();
        }

        var page = Taxii.Objects(view, query);
        if (page.FirstAdded is not null)
        {
            http.Response.Headers["X-TAXII-Date-Added-First"] = page.FirstAdded;
            http.Response.Headers["X-TAXII-Date-Added-Last"] = page.LastAdded;
        }

        // It has all with its last page.
        answers.Polled(http, client, FeedFormats.Taxii, FeedMetrics.Served, page.UpToVersion, view.Entries.Length);
        return Document(page.Body);
    }

    private static bool TryQuery(IQueryCollection query, [NotNullWhen(true)] out TaxiiQuery? taxii, [NotNullWhen(false)] out IResult? refusal)
    {
        (taxii, refusal) = (null, null);
        if (query["added_after"].Count > 1 || !Wire.TryTime(query["added_after"], out var addedAfterMs))
        {
            refusal = Problems.BadRequest("added_after is no time: use RFC 3339, such as 2026-03-01T00:00:00Z.");
        }
        else if (!TryNumber(query["limit"], TaxiiQuery.DefaultLimit, out var limit) || limit < 1)
        {
            refusal = Problems.BadRequest("limit is no number from 1.");
        }
        else if (!TryNumber(query["next"], -1, out var next))
        {
            refusal = Problems.BadRequest("next is none of this collection: send what the page before gave, or leave it out to begin anew.");
        }
        else if (ListOf(query["match[type]"]) is not { } types || ListOf(query["match[id]"]) is not { } ids)
        {
            refusal = Problems.BadRequest($"match has more than {MaxFilters} values.");
        }
        else
        {
            // A server may give less than is asked for.
            taxii = new TaxiiQuery(addedAfterMs, next, (int)Math.Min(limit, TaxiiQuery.MaxLimit), types, ids);
        }

        return taxii is not null;
    }

    private static bool TryNumber(StringValues values, long whenMissing, out long number)
    {
        number = whenMissing;
        return values is [] || (values is [var text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number));
    }

    private static string[]? ListOf(StringValues values)
    {
        var parts = string.Join(',', values.AsEnumerable()).Split(',', MaxFilters + 1, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > MaxFilters ? null : parts;
    }

    private static bool IsCollection(string client, string id) => Guid.TryParse(id, out var guid) && guid == Taxii.CollectionOf(client);

    private static FileContentHttpResult Document(byte[] body) => TypedResults.Bytes(body, Taxii.ContentType);
}
