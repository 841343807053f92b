using Orleans;
using Orleans.CodeGeneration;
using Soc.Model.Response.Feeds;

namespace Soc.GrainInterfaces.Response;

/// <summary>What is blocked for one client. Key: <see cref="BlockListKey"/>. Whatever it says was durable before.</summary>
[Alias(WireNames.BlockListGrain), Version(1)]
public interface IBlockListGrain : IGrainWithStringKey
{
    /// <summary>Puts something on the list, or moves its end; the same again changes nothing.</summary>
    [Alias("hold")]
    ValueTask<BlockAnswer> HoldAsync(BlockRequest request, CancellationToken cancellationToken);

    /// <summary>Takes one operation's hold away; what nobody else holds leaves the list. Returns what is left of the entry, or null.</summary>
    [Alias("release")]
    ValueTask<BlockEntry?> ReleaseAsync(BlockKind kind, string value, string operationId, CancellationToken cancellationToken);

    /// <summary>The entry as it is now, or null.</summary>
    [Alias("find")]
    ValueTask<BlockEntry?> FindAsync(BlockKind kind, string value, CancellationToken cancellationToken);

    /// <summary>The list, unless it is at the version that the reader has.</summary>
    /// <returns>Null when the reader has it all.</returns>
    [Alias("watch")]
    ValueTask<BlockListView?> WatchAsync(BlockListWatch watch, CancellationToken cancellationToken);

    /// <summary>Notes who took what. Kept for people: a crash may lose the newest, and the next poll brings it again.</summary>
    [Alias("polled")]
    ValueTask PolledAsync(FeedPoll[] polls, CancellationToken cancellationToken);

    /// <summary>The list as it is now.</summary>
    [Alias("read")]
    ValueTask<BlockListView> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Last poll of each firewall and feed, a bounded number of the newest.</summary>
    [Alias("polls")]
    ValueTask<FeedPoll[]> PollsAsync(CancellationToken cancellationToken);
}
