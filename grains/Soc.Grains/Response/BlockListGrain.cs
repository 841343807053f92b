using Orleans.Serialization;
using Soc.GrainInterfaces.Response;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Model.Response.Feeds;
using Soc.Response.Feeds;

namespace Soc.Grains.Response;

/// <inheritdoc cref="IBlockListGrain"/>
/// <remarks>Thin shell over <see cref="BlockList"/>. Ends that come by time need not be stored: see there.</remarks>
public sealed class BlockListGrain(IEntityStore store, Serializer serializer, TimeProvider time) : Grain, IBlockListGrain
{
    private readonly BlockListReaders _readers = new(time);
    private BlockListSnapshot _snapshot = new();
    private EntityWriter _writer;
    private string _client = "";
    private bool _hasNewPolls;
    private bool _isOver;

    private string Key => this.GetPrimaryKeyString();

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _client = BlockListKey.ClientOf(Key) ?? throw new InvalidOperationException("The key of this grain is no block list's.");
        var stored = await store.ReadAsync(Key, cancellationToken);
        _writer = new EntityWriter(ActivationNumber.Of(GrainContext), stored?.Stamp ?? default);
        if (stored is { } found)
        {
            _snapshot = serializer.Deserialize<BlockListSnapshot>(found.State) ?? new BlockListSnapshot();
            StoredVersion.Check(_snapshot.Version, BlockListSnapshot.CurrentVersion, $"the block list of {_client}");
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_hasNewPolls && !_isOver)
        {
            await StoreAsync(_snapshot, cancellationToken);
        }
    }

    public async ValueTask<BlockAnswer> HoldAsync(BlockRequest request, CancellationToken cancellationToken)
    {
        var (list, answer) = _snapshot.List.Hold(request, NowMs);
        await ChangeAsync(list, cancellationToken);
        return answer;
    }

    public async ValueTask<BlockEntry?> ReleaseAsync(BlockKind kind, string value, string operationId, CancellationToken cancellationToken)
    {
        var list = _snapshot.List.Release(kind, value, operationId, NowMs);
        await ChangeAsync(list, cancellationToken);
        return list.Find(kind, value);
    }

    public ValueTask<BlockEntry?> FindAsync(BlockKind kind, string value, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_snapshot.List.Expire(NowMs).Find(kind, value));

    public ValueTask<BlockListView?> WatchAsync(BlockListWatch watch, CancellationToken cancellationToken)
    {
        _readers.Asked(watch.Reader);
        var list = _snapshot.List.Expire(NowMs);
        return ValueTask.FromResult(list.Version == watch.Version ? null : list.View(_client, NowMs));
    }

    public ValueTask PolledAsync(FeedPoll[] polls, CancellationToken cancellationToken)
    {
        _snapshot = _snapshot with { Polls = FeedPolls.Merge(_snapshot.Polls, polls) };
        _hasNewPolls = true;
        return ValueTask.CompletedTask;
    }

    public ValueTask<BlockListView> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_snapshot.List.View(_client, NowMs));

    public ValueTask<FeedPoll[]> PollsAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_snapshot.Polls);

    private async ValueTask ChangeAsync(BlockList list, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(list, _snapshot.List))
        {
            return;
        }

        await StoreAsync(_snapshot with { List = list }, cancellationToken);
        await _readers.TellAsync(_client);
    }

    // What is not durable did not happen.
    private async ValueTask StoreAsync(BlockListSnapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(Key, serializer.SerializeToArray(snapshot), _writer, cancellationToken);
        }
        catch (EntityConflictException)
        {
            _isOver = true;
            DeactivateOnIdle();
            throw;
        }

        _snapshot = snapshot;
        _hasNewPolls = false;
    }
}
