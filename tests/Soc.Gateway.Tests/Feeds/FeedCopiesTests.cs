using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Soc.Gateway.Feeds;
using Soc.Model.Policies;
using Soc.Model.Response.Feeds;

namespace Soc.Gateway.Tests.Feeds;

/// <summary>How old a copy can be, and what is served when its grain is away.</summary>
public sealed class FeedCopiesTests : IDisposable
{
    private static readonly ClientPolicy Policy = ClientPolicy.DefaultFor("acme");

    private readonly FakeTimeProvider _time = new();
    private readonly FakeBlockListGrain _grain = new();
    private readonly FeedCopies _copies;

    public FeedCopiesTests() => _copies = new FeedCopies(_ => _grain, reader => reader, _time, NullLogger<FeedCopies>.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _copies.Dispose();

    [Fact]
    public async Task APoll_AsksNobody_WhileTheCopyIsGood()
    {
        for (var i = 0; i < 100; i++)
        {
            (await VersionAsync()).ShouldBe(1);
        }

        _grain.Reads.ShouldBe(1);
    }

    [Fact]
    public async Task AChange_IsTakenAtOnce_WhenItIsTold()
    {
        await VersionAsync();
        _grain.View = View(2);
        await _copies.ChangedAsync("acme");
        await _copies.ChangedAsync("a-client-that-nobody-polls");
        await UntilAsync(async () => await VersionAsync() == 2);
    }

    [Fact]
    public async Task AChangeWhoseMessageIsLost_IsTakenWithinASecond()
    {
        FeedCopies.WatchEvery.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(1), "half of what a block may take to be seen");
        await VersionAsync();
        _grain.View = View(2);
        await _copies.StartAsync(Cancel);
        await UntilAsync(async () =>
        {
            _time.Advance(FeedCopies.WatchEvery);
            return await VersionAsync() == 2;
        });
        await _copies.StopAsync(Cancel);
    }

    [Fact]
    public async Task OneLook_TakesEveryChange()
    {
        await VersionAsync();
        _grain.View = View(2);
        await _copies.LookAsync(Cancel);
        (await VersionAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task AChangeWhileTheListIsRead_IsReadAfterIt()
    {
        await VersionAsync();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _grain.Gate = gate.Task;
        await _copies.ChangedAsync("acme");
        await UntilAsync(() => ValueTask.FromResult(_grain.Reads == 2));
        _grain.View = View(2);
        await _copies.ChangedAsync("acme");
        gate.SetResult();
        await UntilAsync(async () => await VersionAsync() == 2);
    }

    [Fact]
    public async Task AListThatCannotBeRead_IsServedForTenSeconds_ThenNotAtAll_AndNeverEmpty()
    {
        _grain.View = View(1, "203.0.113.7");
        await VersionAsync();
        _grain.Failure = new IOException("The disk is away.");
        for (var age = FeedCopies.WatchEvery; age <= FeedCopies.MaxAge; age += FeedCopies.WatchEvery)
        {
            _time.Advance(FeedCopies.WatchEvery);
            await _copies.LookAsync(Cancel);
            (await _copies.ReadAsync(Policy, Cancel)).ShouldNotBeNull().View.Entries.Length.ShouldBe(1);
        }

        await UntilAsync(() => ValueTask.FromResult(_copies.Problem is not null));
        _copies.Problem!.ShouldContain("The disk is away.");
        _time.Advance(FeedCopies.WatchEvery);
        (await _copies.ReadAsync(Policy, Cancel)).ShouldBeNull();
        _grain.Failure = null;
        await UntilAsync(async () => await VersionAsync() == 1);
        await UntilAsync(() => ValueTask.FromResult(_copies.Problem is null));
    }

    [Fact]
    public async Task AGrainThatDoesNotAnswer_HoldsUpAPollForAWhileOnly()
    {
        _grain.Gate = new TaskCompletionSource().Task;
        var poll = _copies.ReadAsync(Policy, Cancel).AsTask();
        await UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            return ValueTask.FromResult(poll.IsCompleted);
        });
        (await poll).ShouldBeNull();
        _grain.Reads.ShouldBe(1, "whoever waits, it is asked once");
    }

    [Fact]
    public async Task AnOlderVersion_IsTakenOnly_WhenTheNewerOneIsNotConfirmedAnyMore()
    {
        _grain.View = View(5);
        await VersionAsync();
        _grain.View = View(4);
        await _copies.ChangedAsync("acme");
        await UntilAsync(() => ValueTask.FromResult(_grain.Reads == 2));
        (await VersionAsync()).ShouldBe(5, "an activation that is over may answer for a moment");
        _time.Advance(FeedCopies.MaxAge + FeedCopies.WatchEvery);
        await UntilAsync(async () => await VersionAsync() == 4);
    }

    [Fact]
    public async Task AListThatNobodyPolls_IsNotAskedFor()
    {
        await VersionAsync();
        _time.Advance(FeedCopies.FollowFor + FeedCopies.WatchEvery);
        await _copies.LookAsync(Cancel);
        var reads = _grain.Reads;
        await _copies.LookAsync(Cancel);
        _grain.Reads.ShouldBe(reads);
        (await VersionAsync()).ShouldBe(1);
        _grain.Reads.ShouldBe(reads + 1);
    }

    [Fact]
    public async Task WhoPolled_IsToldToTheGrain()
    {
        await VersionAsync();
        var poll = new FeedPoll("plain_ip", "c1", "192.0.2.1", 7, 1, 0);
        _copies.Of("acme").Polled(poll with { AtMs = 6 });
        _copies.Of("acme").Polled(poll);
        await _copies.LookAsync(Cancel);
        await UntilAsync(() => ValueTask.FromResult(_grain.Polls.Length > 0));
        _grain.Polls.ShouldBe([poll]);
    }

    private static BlockListView View(long version, params string[] addresses) => new()
    {
        Client = "acme",
        Version = version,
        Entries = [.. addresses.Select(a => new BlockEntry(BlockKind.Address, a, version, 1, 1, [new BlockHold("op", 1, long.MaxValue, 90, "")]))],
    };

    private static async Task UntilAsync(Func<ValueTask<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }

    private async ValueTask<long?> VersionAsync() => (await _copies.ReadAsync(Policy, Cancel))?.View.Version;
}
