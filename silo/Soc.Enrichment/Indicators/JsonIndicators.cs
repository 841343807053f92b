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
            return;
        }

        if (Text(root, "type") is "bundle" && root.TryGetProperty("objects", out var objects) && objects.ValueKind == JsonValueKind.Array)
        {
            ReadStix(objects, sink);
            return;
        }

        if (root.TryGetProperty("indicators", out var own) && own.ValueKind == JsonValueKind.Array)
        {
            sink.List = Text(root, "list") ?? sink.List;
            ReadOwn(own, sink);
            return;
        }

        if (root.TryGetProperty("list", out var misp) && misp.ValueKind == JsonValueKind.Array)
        {
            sink.List = Text(root, "name") ?? sink.List;
            var index = 0;
            foreach (var value in misp.EnumerateArray())
            {
                sink.Add(value.ValueKind == JsonValueKind.String ? value.GetString() : "", Text(root, "category"), null, null, 0, $"list[{index++}]");
            }

            return;
        }

        sink.Problem("This JSON is no STIX 2.1 bundle, no MISP warning list and not {\"list\":…,\"indicators\":[…]}.");
    }

    private static void ReadOwn(JsonElement items, IndicatorSink sink)
    {
        var index = 0;
        foreach (var item in items.EnumerateArray())
        {
            var where = $"indicators[{index++}]";
            if (item.ValueKind == JsonValueKind.String)
            {
                sink.Add(item.GetString(), null, null, null, 0, where);
            }
            else if (item.ValueKind == JsonValueKind.Object)
            {
                sink.Add(
                    Text(item, "value") ?? "",
                    Text(item, "category"),
                    IndicatorSink.Time(Text(item, "listedAt")),
                    item.TryGetProperty("score", out var score) && score.TryGetInt32(out var points) ? points : null,
                    IndicatorSink.Time(Text(item, "validUntil")) ?? 0,
                    where);
            }
            else
            {
                sink.Problem($"{where}: a string or an object is expected.");
            }
        }
    }

    private static void ReadStix(JsonElement objects, IndicatorSink sink)
    {
        var index = 0;
        foreach (var item in objects.EnumerateArray())
        {
            var where = $"objects[{index++}]";
            if (item.ValueKind != JsonValueKind.Object || Text(item, "type") is not "indicator")
            {
                continue;
            }

            if (item.TryGetProperty("revoked", out var revoked) && revoked.ValueKind == JsonValueKind.True)
            {
                continue;
            }

            var values = StixPattern.Values(Text(item, "pattern") ?? "");
            if (values.Count == 0)
            {
                sink.Problem($"{where}: the pattern is not of the form [ipv4-addr:value = '…'] (joined by OR): it is left out.");
            }

            foreach (var value in values)
            {
                sink.Add(
                    value,
                    First(item, "indicator_types") ?? First(item, "labels"),
                    IndicatorSink.Time(Text(item, "valid_from")) ?? IndicatorSink.Time(Text(item, "modified")),
                    item.TryGetProperty("confidence", out var confidence) && confidence.TryGetInt32(out var points) ? points : null,
                    IndicatorSink.Time(Text(item, "valid_until")) ?? 0,
                    where);
            }
        }
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    private static string? First(JsonElement item, string name) =>
        item.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 && list[0].ValueKind == JsonValueKind.String
            ? list[0].GetString()
            : null;
}
