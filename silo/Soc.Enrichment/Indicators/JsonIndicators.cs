using System.Globalization;
using System.Text.Json;

namespace Soc.Enrichment.Indicators;

/// <summary>STIX 2.1 bundles, MISP warning lists and the API's own form.</summary>
internal static class JsonIndicators
{
    public static void Read(JsonElement root, IndicatorSink sink)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            ReadOwn(root, sink);
        }
        else if (JsonText.TryArray(root, "objects", out var objects))
        {
            // A bundle, or the envelope in which a TAXII server sends its objects.
            sink.List = JsonText.Text(root, "name") ?? sink.List;
            StixIndicators.Read(objects, sink);
        }
        else if (JsonText.TryArray(root, "indicators", out var own))
        {
            sink.List = JsonText.Text(root, "list") ?? sink.List;
            ReadOwn(own, sink);
        }
        else if (JsonText.TryArray(root, "list", out var misp))
        {
            ReadMisp(root, misp, sink);
        }
        else
        {
            sink.Problem("This JSON is no STIX 2.1 bundle, no MISP warning list and not {\"list\":…,\"indicators\":[…]}.");
        }
    }

    private static void ReadOwn(JsonElement items, IndicatorSink sink)
    {
        var index = 0;
        foreach (var item in items.EnumerateArray())
        {
            var where = $"indicators[{index++}]";
            if (sink.IsFull)
            {
                return;
            }

            switch (item.ValueKind)
            {
                case JsonValueKind.String:
                    sink.Add(JsonText.Text(item), null, null, null, 0, where);
                    break;
                case JsonValueKind.Object:
                    sink.Add(
                        JsonText.Text(item, "value"),
                        JsonText.Text(item, "category"),
                        TimeOf(item, "listedAt", where, sink),
                        JsonText.Number(item, "score"),
                        TimeOf(item, "validUntil", where, sink) ?? 0,
                        where);
                    break;
                default:
                    sink.Problem($"{where}: a string or an object is expected.");
                    break;
            }
        }
    }

    private static void ReadMisp(JsonElement root, JsonElement list, IndicatorSink sink)
    {
        sink.List = JsonText.Text(root, "name") ?? sink.List;
        if (JsonText.Text(root, "type") is "regex" or "substring")
        {
            sink.Problem("A MISP warning list of patterns (regex, substring) cannot be looked up by value; it is left out.");
            return;
        }

        var listed = DateOf(JsonText.Text(root, "version"));
        var index = 0;
        foreach (var value in list.EnumerateArray())
        {
            if (sink.IsFull)
            {
                return;
            }

            sink.Add(JsonText.Text(value), JsonText.Text(root, "category"), listed, null, 0, $"list[{index++}]");
        }
    }

    // The version of a warning list is the day of its making, yyyyMMdd: a list that nobody renews grows old.
    private static long? DateOf(string? version) =>
        DateTimeOffset.TryParseExact(version, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day.ToUnixTimeMilliseconds() : null;

    private static long? TimeOf(JsonElement item, string name, string where, IndicatorSink sink)
    {
        var text = JsonText.Text(item, name);
        var time = IndicatorSink.Time(text);
        if (time is null && !string.IsNullOrWhiteSpace(text))
        {
            sink.Problem($"{where}: {name} '{(text.Length > 40 ? text[..40] : text)}' is no time; it is taken as not given.");
        }

        return time;
    }
}
