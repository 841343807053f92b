using System.Text.Json;
using Soc.Model.Response.Feeds;

namespace Soc.Response.Feeds.Formats;

/// <summary>One block as an indicator of STIX 2.1. A block that ended is revoked, and the same value blocked again is another indicator, as STIX has it.</summary>
internal static class StixIndicator
{
    public const string Type = "indicator";
    public const string SpecVersion = "2.1";

    public static string IdOf(string client, BlockEntry entry) => IdOf(client, entry.Kind, entry.Value, entry.SinceMs);

    public static string IdOf(string client, BlockRemoval removal) => IdOf(client, removal.Kind, removal.Value, removal.SinceMs);

    public static void Write(Utf8JsonWriter json, string client, BlockEntry entry)
    {
        Begin(json, IdOf(client, entry), entry.Kind, entry.Value, entry.SinceMs, entry.ChangedMs);
        json.WriteString("description", entry.Reason);
        json.WriteNumber("confidence", entry.Score);

        // It has to be after the beginning, also when hundreds of blocks began in one moment.
        json.WriteString("valid_until", FeedText.Time(Math.Max(entry.UntilMs, entry.SinceMs + 1)));
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string client, BlockRemoval removal)
    {
        Begin(json, IdOf(client, removal), removal.Kind, removal.Value, removal.SinceMs, removal.AtMs);
        json.WriteBoolean("revoked", true);
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, string id, BlockKind kind, string value, long sinceMs, long modifiedMs)
    {
        json.WriteStartObject();
        json.WriteString("type", Type);
        json.WriteString("spec_version", SpecVersion);
        json.WriteString("id", id);
        json.WriteString("created", FeedText.Time(sinceMs));
        json.WriteString("modified", FeedText.Time(modifiedMs));
        json.WriteString("name", value);
        json.WriteStartArray("indicator_types");
        json.WriteStringValue("malicious-activity");
        json.WriteEndArray();
        json.WriteString("pattern", PatternOf(kind, value));
        json.WriteString("pattern_type", "stix");
        json.WriteString("valid_from", FeedText.Time(sinceMs));
    }

    private static string IdOf(string client, BlockKind kind, string value, long sinceMs) =>
        $"{Type}--{StableId.Of(Type, client, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind}\n{value}\n{sinceMs}"))}";

    // A value has one form, without quotes.
    private static string PatternOf(BlockKind kind, string value)
    {
        var address = value.Contains(':', StringComparison.Ordinal) ? "ipv6-addr" : "ipv4-addr";
        return kind switch
        {
            BlockKind.Address => $"[{address}:value = '{value}']",
            BlockKind.Network => $"[{address}:value ISSUBSET '{value}']",
            _ => $"[domain-name:value = '{value}']",
        };
    }
}
