using Soc.GrainInterfaces.Response;
using Soc.Model.Response.Feeds;
using Soc.Response.Connectors.Feed;
using Soc.Response.Feeds;

namespace Soc.Grains.Response;

/// <inheritdoc cref="IBlockLists"/>
public sealed class GrainBlockLists(IGrainFactory grains) : IBlockLists
{
    public ValueTask<BlockAnswer> HoldAsync(string client, BlockRequest request, CancellationToken cancellationToken) => Of(client).HoldAsync(request, cancellationToken);

    public ValueTask<BlockEntry?> ReleaseAsync(string client, BlockTarget target, string operationId, CancellationToken cancellationToken) =>
        Of(client).ReleaseAsync(target.Kind, target.Value, operationId, cancellationToken);

    public ValueTask<BlockEntry?> FindAsync(string client, BlockTarget target, CancellationToken cancellationToken) =>
        Of(client).FindAsync(target.Kind, target.Value, cancellationToken);

    private IBlockListGrain Of(string client) => grains.GetGrain<IBlockListGrain>(BlockListKey.Of(client));
}
