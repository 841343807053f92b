using Soc.Model.Response.Feeds;

namespace Soc.Response.Feeds.Formats;

/// <summary>External dynamic lists of PAN-OS: what it takes for a comment after an address, and the slash that ends a host name in a URL list.</summary>
internal static class PanOsLists
{
    public static byte[] Addresses(BlockListView view) =>
        FeedText.Lines(view.Entries.Where(e => FeedFormats.IsNetwork(e.Kind)).Select(e => $"{e.Value} {FeedText.Comment(e)}"));

    /// <summary>Without the slash "bad.example" would match "bad.example.com" too.</summary>
    public static byte[] Urls(BlockListView view) =>
        FeedText.Lines(view.Entries.Where(e => FeedFormats.IsDomain(e.Kind)).SelectMany(e => (string[])[$"{e.Value}/", $"*.{e.Value}/"]));
}
