using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Soc.Model.Response.Feeds;
using Soc.Response.Feeds.Formats;

namespace Soc.Response.Feeds;

/// <summary>The decisions stream of CrowdSec: addresses and networks that are new and that are gone since a bouncer asked last.</summary>
public static class CrowdSecStream
{
    // The number has to survive being a floating-point number, and to be positive.
    private const ulong IdMask = 0x1F_FFFF_FFFF_FFFF;
    private const long SecondMs = 1_000;

    /// <param name="since">Version that the bouncer has; null when it begins or is not known: it gets everything.</param>
    /// <param name="isStartup">The bouncer has nothing, so that nothing needs to be taken away.</param>
    public static byte[] Render(BlockListView view, long? since, bool isStartup, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(view);

        // A number from a list that its store lost says nothing about this one.
        var after = isStartup || since > view.Version ? -1 : since ?? -1;
        var blocked = view.Entries.Where(e => FeedFormats.IsNetwork(e.Kind)).ToList();
        var values = blocked.Select(e => e.Value).ToHashSet(StringComparer.Ordinal);
        return FeedJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("new");
            foreach (var entry in blocked.Where(e => e.Version > after && e.UntilMs > nowMs))
            {
                Write(json, entry.Kind, entry.Value, Duration(entry.UntilMs - nowMs));
            }

            json.WriteEndArray();
            json.WriteStartArray("deleted");
            foreach (var removal in view.Removals.Where(r => !isStartup && r.Version > after && FeedFormats.IsNetwork(r.Kind) && !values.Contains(r.Value)).DistinctBy(r => r.Value, StringComparer.Ordinal))
            {
                Write(json, removal.Kind, removal.Value, "-1s");
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>Entries of a list that bouncers can take.</summary>
    public static int CountOf(BlockListView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Entries.Count(e => FeedFormats.IsNetwork(e.Kind));
    }

    private static void Write(Utf8JsonWriter json, BlockKind kind, string value, string duration)
    {
        json.WriteStartObject();
        json.WriteNumber("id", XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(value)) & IdMask);
        json.WriteString("origin", "soc");
        json.WriteString("type", "ban");
        json.WriteString("scope", kind == BlockKind.Network ? "Range" : "Ip");
        json.WriteString("value", value);
        json.WriteString("duration", duration);
        json.WriteString("scenario", "soc/block");
        json.WriteEndObject();
    }

    // As Go writes it. Never less than is left: the deletion comes with the next poll, and a gap would be a hole.
    private static string Duration(long ms)
    {
        var seconds = (ms + SecondMs - 1) / SecondMs;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 3_600}h{seconds / 60 % 60}m{seconds % 60}s");
    }
}
