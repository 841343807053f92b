using System.Globalization;
using Soc.Model.Response.Feeds;

namespace Soc.Response.Feeds.Formats;

/// <summary>All that is blocked as one STIX 2.1 bundle.</summary>
internal static class StixBundle
{
    public static byte[] Render(BlockListView view) => FeedJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "bundle");
        json.WriteString("id", $"bundle--{StableId.Of("bundle", view.Client, view.Version.ToString(CultureInfo.InvariantCulture))}");
        if (view.Entries.Length > 0)
        {
            // An empty list of objects is none, by the specification.
            json.WriteStartArray("objects");
            foreach (var entry in view.Entries)
            {
                StixIndicator.Write(json, view.Client, entry);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    });
}
