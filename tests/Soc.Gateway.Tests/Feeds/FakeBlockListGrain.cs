using Soc.GrainInterfaces.Response;
using Soc.Model.Response.Feeds;

namespace Soc.Gateway.Tests.Feeds;

/// <summary>A block list's grain as a gateway sees it.</summary>
internal sealed class FakeBlockListGrain : IBlockListGrain
{
    private int _reads;

    public BlockListView View { get; set; } = new() { Client = "acme", Version = 1 };

    /// <summary>What reading fails with; null when it does not.</summary>
    public Exception? Failure { get; set; }

    /// <summary>A read waits for this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public int Reads => Volatile.Read(ref _reads);

    public FeedPoll[] Polls { get; private set; } = [];

    public async ValueTask<BlockListView?> WatchAsync(BlockListWatch watch, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        var view = View;
        await Gate;
        return Failure is { } failure ? throw failure : view.Version == watch.Version ? null : view;
    }

    public ValueTask PolledAsync(FeedPoll[] polls, CancellationToken cancellationToken)
    {
        Polls = [.. Polls, .. polls];
        return ValueTask.CompletedTask;
    }

    public ValueTask<BlockListView> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(View);

    public ValueTask<FeedPoll[]> PollsAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Polls);

    public ValueTask<BlockAnswer> HoldAsync(BlockRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<BlockEntry?> ReleaseAsync(BlockKind kind, string value, string operationId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<BlockEntry?> FindAsync(BlockKind kind, string value, CancellationToken cancellationToken) => throw new NotSupportedException();
}
