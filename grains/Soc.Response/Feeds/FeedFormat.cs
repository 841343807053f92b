using Soc.Model.Response.Feeds;

namespace Soc.Response.Feeds;

/// <summary>One way in which a block list is told.</summary>
/// <param name="Name">Snake case, in metrics and in lists.</param>
/// <param name="Path">Below the client's feeds.</param>
/// <param name="ContentType">With its parameters.</param>
/// <param name="Summary">For people, one sentence.</param>
/// <param name="Takes">Which entries it can tell.</param>
/// <param name="Render">The whole of it: the same list gives the same bytes.</param>
public sealed record FeedFormat(
    string Name,
    string Path,
    string ContentType,
    string Summary,
    Func<BlockKind, bool> Takes,
    Func<BlockListView, FeedContext, byte[]> Render)
{
    /// <summary>Entries that it has of a list.</summary>
    public int CountOf(BlockListView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Entries.Count(e => Takes(e.Kind));
    }
}
