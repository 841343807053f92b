using System.Globalization;
using System.Text.Json;
using Soc.Model.Response.Feeds;
using Soc.Response.Feeds.Formats;

namespace Soc.Response.Feeds;

/// <summary>The documents of a TAXII 2.1 server with one collection a client: what is blocked, and what was lately, revoked.</summary>
public static class Taxii
{
    public const string ContentType = "application/taxii+json;version=2.1";

    private const string StixContentType = "application/stix+json;version=2.1";
    private const string Title = "Blocked by the SOC";

    // We take nothing in; the specification wants a number.
    private const int MaxContentBytes = 65_536;

    /// <summary>Id of the client's one collection.</summary>
    public static Guid CollectionOf(string client) => StableId.Of("taxii", client, "blocked");

    /// <param name="apiRoot">Absolute address of the API root.</param>
    public static byte[] Discovery(string client, string apiRoot) => FeedJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("title", Title);
        json.WriteString("description", $"What is blocked for {client}");
        json.WriteString("default", apiRoot);
        json.WriteStartArray("api_roots");
        json.WriteStringValue(apiRoot);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static byte[] ApiRoot() => FeedJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("title", Title);
        json.WriteStartArray("versions");
        json.WriteStringValue(ContentType);
        json.WriteEndArray();
        json.WriteNumber("max_content_length", MaxContentBytes);
        json.WriteEndObject();
    });

    public static byte[] Collections(string client) => FeedJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("collections");
        WriteCollection(json, client);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static byte[] Collection(string client) => FeedJson.Write(json => WriteCollection(json, client));

    /// <summary>A page of the collection, in the order in which things changed.</summary>
    public static TaxiiPage Objects(BlockListView view, TaxiiQuery query)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(query);
        var all = view.Entries.Select(e => new TaxiiObject(StixIndicator.IdOf(view.Client, e), e.Version, e.ChangedMs, json => StixIndicator.Write(json, view.Client, e)))
            .Concat(view.Removals.Select(r => new TaxiiObject(StixIndicator.IdOf(view.Client, r), r.Version, r.AtMs, json => StixIndicator.Write(json, view.Client, r))));
        var matching = query.Types.Count == 0 || query.Types.Contains(StixIndicator.Type, StringComparer.Ordinal)
            ? all.Where(o => o.AddedMs > query.AddedAfterMs && o.Version > query.AfterVersion && (query.Ids.Count == 0 || query.Ids.Contains(o.Id, StringComparer.Ordinal)))
            : [];
        var page = matching.OrderBy(o => o.Version).Take(query.Limit + 1).ToList();
        var hasMore = page.Count > query.Limit;
        if (hasMore)
        {
            page.RemoveAt(page.Count - 1);
        }

        return page.Count == 0
            ? new TaxiiPage(Envelope(page, hasMore), 0, view.Version, null, null)
            : new TaxiiPage(Envelope(page, hasMore), page.Count, hasMore ? page[^1].Version : view.Version, FeedText.Time(page[0].AddedMs), FeedText.Time(page[^1].AddedMs));
    }

    private static byte[] Envelope(List<TaxiiObject> page, bool hasMore) => FeedJson.Write(json =>
    {
        json.WriteStartObject();
        if (page.Count > 0)
        {
            json.WriteBoolean("more", hasMore);
            if (hasMore)
            {
                json.WriteString("next", page[^1].Version.ToString(CultureInfo.InvariantCulture));
            }

            json.WriteStartArray("objects");
            page.ForEach(o => o.Write(json));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    private static void WriteCollection(Utf8JsonWriter json, string client)
    {
        json.WriteStartObject();
        json.WriteString("id", CollectionOf(client));
        json.WriteString("title", Title);
        json.WriteString("description", $"What is blocked for {client}");
        json.WriteBoolean("can_read", true);
        json.WriteBoolean("can_write", false);
        json.WriteStartArray("media_types");
        json.WriteStringValue(StixContentType);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
