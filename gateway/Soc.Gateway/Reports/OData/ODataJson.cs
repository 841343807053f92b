using System.Globalization;
using System.Text.Json;

namespace Soc.Gateway.Reports.OData;

/// <summary>Answers in OData's JSON, with minimal metadata.</summary>
internal static class ODataJson
{
    public const string ContentType = "application/json;odata.metadata=minimal";

    public static byte[] ServiceDocument(string root, IEnumerable<string> sets) => Write(json =>
    {
        json.WriteString("@odata.context", $"{root}/$metadata");
        json.WriteStartArray("value");
        foreach (var set in sets)
        {
            json.WriteStartObject();
            json.WriteString("name", set);
            json.WriteString("kind", "EntitySet");
            json.WriteString("url", set);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static byte[] Page<TRow>(string root, ODataSet<TRow> set, ODataQuery<TRow> query, ODataPage<TRow> page, string? nextLink) => Write(json =>
    {
        json.WriteString("@odata.context", ContextOf(root, set, query));
        if (page.Count is { } count)
        {
            json.WriteNumber("@odata.count", count);
        }

        json.WriteStartArray("value");
        foreach (var row in page.Rows)
        {
            json.WriteStartObject();
            Properties(json, query, row);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (nextLink is not null)
        {
            json.WriteString("@odata.nextLink", nextLink);
        }
    });

    public static byte[] Entity<TRow>(string root, ODataSet<TRow> set, ODataQuery<TRow> query, TRow row) => Write(json =>
    {
        json.WriteString("@odata.context", $"{ContextOf(root, set, query)}/$entity");
        Properties(json, query, row);
    });

    private static string ContextOf<TRow>(string root, ODataSet<TRow> set, ODataQuery<TRow> query) =>
        $"{root}/$metadata#{set.Name}{(query.IsSelective ? $"({string.Join(',', query.Columns.Select(c => c.Name))})" : "")}";

    private static void Properties<TRow>(Utf8JsonWriter json, ODataQuery<TRow> query, TRow row)
    {
        foreach (var column in query.Columns)
        {
            json.WritePropertyName(column.Name);
            Value(json, column.Value(row));
        }
    }

    private static void Value(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long whole:
                json.WriteNumberValue(whole);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case DateTimeOffset at:
                json.WriteStringValue(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                break;
            default:
                throw new InvalidOperationException($"A column gave {value.GetType().Name}, which none has.");
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> fill)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            fill(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
