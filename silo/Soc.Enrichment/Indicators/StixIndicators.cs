using System.Text.Json;

namespace Soc.Enrichment.Indicators;

/// <summary>Indicator objects of a STIX 2.1 bundle; other objects are passed over.</summary>
internal static class StixIndicators
{
    // A revoked indicator is kept as one that has ended, so that it takes the place of what was listed before.
    private const long EndedMs = 1;

    public static void Read(JsonElement objects, IndicatorSink sink)
    {
        var index = 0;
        foreach (var item in objects.EnumerateArray())
        {
            var where = $"objects[{index++}]";
            if (sink.IsFull)
            {
                return;
            }

            if (JsonText.Text(item, "type") is "indicator")
            {
                ReadIndicator(item, where, sink);
            }
        }
    }

    private static void ReadIndicator(JsonElement item, string where, IndicatorSink sink)
    {
        if (JsonText.Text(item, "pattern_type") is { } type and not "stix")
        {
            sink.Problem($"{where}: a pattern in '{type}' is not read, only STIX patterns are.");
            return;
        }

        var values = StixPattern.Values(JsonText.Text(item, "pattern"));
        if (values.Count == 0)
        {
            sink.Problem($"{where}: the pattern is not of the form [ipv4-addr:value = '…'] (joined by OR): it is left out.");
            return;
        }

        var until = JsonText.IsTrue(item, "revoked") ? EndedMs : IndicatorSink.Time(JsonText.Text(item, "valid_until")) ?? 0;
        var listed = IndicatorSink.Time(JsonText.Text(item, "valid_from")) ?? IndicatorSink.Time(JsonText.Text(item, "modified"));
        var category = JsonText.First(item, "indicator_types") ?? JsonText.First(item, "labels");
        var confidence = JsonText.Number(item, "confidence");
        foreach (var value in values)
        {
            sink.Add(value, category, listed, confidence, until, where);
        }
    }
}
