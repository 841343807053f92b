using System.Collections.Concurrent;
using Soc.Model.Response.Feeds;
using Soc.Response.Feeds;

namespace Soc.Gateway.Feeds;

/// <summary>A client's block list at one version, with every feed of it that somebody asked for.</summary>
internal sealed class FeedCopy(BlockListView view, FeedContext context)
{
    // At most one for each of FeedFormats.All.
    private readonly ConcurrentDictionary<string, Lazy<RenderedFeed>> _rendered = new(StringComparer.Ordinal);

    public BlockListView View => view;

    public FeedContext Context => context;

    public RenderedFeed Of(FeedFormat format) =>
        _rendered.GetOrAdd(format.Name, _ => new Lazy<RenderedFeed>(() => RenderedFeed.Of(format.Render(view, context)))).Value;
}
