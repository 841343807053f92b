using Soc.Model.Response.Feeds;

namespace Soc.Response.Feeds.Formats;

/// <summary>Generic data center of Check Point: one object, whose id stays, since the rule names it.</summary>
internal static class CheckPointObjects
{
    public static byte[] Render(BlockListView view) => FeedJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("version", "1.0");
        json.WriteString("description", $"Addresses that are blocked for {view.Client}");
        json.WriteStartArray("objects");
        json.WriteStartObject();
        json.WriteString("name", "soc-block");
        json.WriteString("id", StableId.Of("checkpoint", view.Client, "soc-block"));
        json.WriteString("description", "Blocked for a limited time");
        json.WriteStartArray("ranges");
        foreach (var entry in view.Entries.Where(e => FeedFormats.IsNetwork(e.Kind)))
        {
            json.WriteStringValue(entry.Value);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });
}
