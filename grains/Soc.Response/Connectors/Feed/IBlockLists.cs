using Soc.Model.Response.Feeds;
using Soc.Response.Feeds;

namespace Soc.Response.Connectors.Feed;

/// <summary>The clients' block lists. What they answer was durable before; what could not be done is thrown.</summary>
public interface IBlockLists
{
    ValueTask<BlockAnswer> HoldAsync(string client, BlockRequest request, CancellationToken cancellationToken);

    /// <summary>Takes the operation's own hold away; what is left of the entry, or null.</summary>
    ValueTask<BlockEntry?> ReleaseAsync(string client, BlockTarget target, string operationId, CancellationToken cancellationToken);

    /// <summary>The entry as it is now, or null.</summary>
    ValueTask<BlockEntry?> FindAsync(string client, BlockTarget target, CancellationToken cancellationToken);
}
