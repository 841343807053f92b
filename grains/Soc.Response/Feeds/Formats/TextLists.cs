using Soc.Model.Response.Feeds;

namespace Soc.Response.Feeds.Formats;

/// <summary>Lists with one entry a line and nothing else, what is worth most first, since a firewall that is full skips the rest.</summary>
internal static class TextLists
{
    public static byte[] Addresses(BlockListView view) => FeedText.Lines(view.Entries.Where(e => FeedFormats.IsNetwork(e.Kind)).Select(e => e.Value));

    public static byte[] Domains(BlockListView view) => FeedText.Lines(view.Entries.Where(e => FeedFormats.IsDomain(e.Kind)).Select(e => e.Value));
}
