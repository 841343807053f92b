using System.Collections.Concurrent;
using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Redis;

namespace Soc.Storage.Conformance.Stores.Redis;

/// <summary>The server is killed, frozen, and comes back, also with less than it had. Has a server of its own.</summary>
public sealed class RedisOutageTests : IAsyncLifetime
{
    private const int Writers = 16;
    private const int Rounds = 3;
    private static readonly EntityWriter One = new(1, default);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private RedisServer? _server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RedisServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await RedisServer.StartNewAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Killed_AllAcknowledgedAreThere_NoOffsetIsAhead_AndTheStoreGoesOn()
    {
        await using var database = RedisDatabase.Open(Server.NewOptions());
        await using var entities = new RedisEntityStore(database);
        var acknowledged = new long[Writers];
        var failures = new ConcurrentQueue<string>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writing = Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            for (var i = 1L; !stop.IsCancellationRequested; i++)
            {
                try
                {
                    // Not awaited before the offset is written: the store keeps the order.
                    var snapshot = entities.WriteAsync($"acme/user/{w}", BitConverter.GetBytes(i), One, Cancel).AsTask();
                    await entities.WriteOffsetAsync(w, i, Cancel);
                    await snapshot;
                    Volatile.Write(ref acknowledged[w], i);
                }
                catch (StoreUnavailableException e)
                {
                    failures.Enqueue(e.Message);
                    await Task.Delay(BetweenTries, TimeProvider.System);
                }
            }
        })).ToArray();

        for (var round = 0; round < Rounds; round++)
        {
            await MoreAsync(acknowledged, writing);
            await Server.KillAsync();
            await Server.StartAsync();
            await MoreAsync(acknowledged, writing);
            for (var w = 0; w < Writers; w++)
            {
                var durable = Volatile.Read(ref acknowledged[w]);
                var offset = await entities.ReadOffsetAsync(w, Cancel);
                offset.ShouldBeGreaterThanOrEqualTo(durable);
                BitConverter.ToInt64((await entities.ReadAsync($"acme/user/{w}", Cancel))!.Value.State).ShouldBeGreaterThanOrEqualTo(offset);
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(writing);
        failures.ShouldNotBeEmpty();
        failures.ShouldAllBe(f => f.Contains("Redis at 127.0.0.1", StringComparison.Ordinal) && f.Contains("goes on by itself", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Away_IsSaidAtOnce_ToAllThatWait_AndAfterwardsItGoesOn()
    {
        await using var database = RedisDatabase.Open(Server.NewOptions());
        await using var entities = new RedisEntityStore(database);
        await entities.WriteAsync("acme/user/anna", new byte[] { 1 }, One, Cancel);
        await Server.KillAsync();
        var writes = Enumerable.Range(0, 10_000).Select(i => entities.WriteAsync($"acme/user/{i}", new byte[1000], One, Cancel).AsTask()).ToArray();
        foreach (var write in writes)
        {
            (await Should.ThrowAsync<StoreUnavailableException>(write.WaitAsync(Patience, TimeProvider.System, Cancel))).Message.ShouldContain("goes on by itself");
        }

        await Should.ThrowAsync<StoreUnavailableException>(entities.ReadAsync("acme/user/anna", Cancel).AsTask());
        await Server.StartAsync();
        await SoonAsync(() => entities.WriteAsync("acme/user/anna", new byte[] { 2 }, One, Cancel));
        (await entities.ReadAsync("acme/user/anna", Cancel))!.Value.State.ShouldBe([2]);
        await entities.WriteOffsetAsync(0, 5, Cancel);
    }

    [Fact]
    public async Task Frozen_IsSaid_AndWhatItFindsLateChangesNothingNewer()
    {
        await using var database = RedisDatabase.Open(Server.NewOptions(",asyncTimeout=1000"));
        await using var entities = new RedisEntityStore(database);
        await entities.WriteAsync("acme/user/anna", BitConverter.GetBytes(0), One, Cancel);
        await Server.FreezeAsync();
        for (var i = 1; i <= 3; i++)
        {
            await Should.ThrowAsync<StoreUnavailableException>(entities.WriteAsync("acme/user/anna", BitConverter.GetBytes(i), One, Cancel).AsTask().WaitAsync(Patience, TimeProvider.System, Cancel));
        }

        await Server.ContinueAsync();
        await SoonAsync(() => entities.WriteAsync("acme/user/anna", BitConverter.GetBytes(4), One, Cancel));
        await entities.WriteOffsetAsync(0, 4, Cancel);
        BitConverter.ToInt32((await entities.ReadAsync("acme/user/anna", Cancel))!.Value.State).ShouldBe(4);
    }

    [Fact]
    public async Task BackWithLessThanItAcknowledged_NoOffsetMovesUntilTheStoreIsOpenedAgain()
    {
        var options = Server.NewOptions();
        await using (var database = RedisDatabase.Open(options))
        {
            await using var entities = new RedisEntityStore(database);
            await entities.WriteAsync("acme/user/anna", new byte[] { 1 }, One, Cancel);
            await entities.WriteOffsetAsync(0, 10, Cancel);
            await Server.KillAsync();
            Server.Forget();
            await Server.StartAsync();
            var told = await LostAsync(entities);
            told.ShouldContain("restart this silo");

            // Snapshots are taken again, since they are needed whatever the log says; offsets are not.
            await entities.WriteAsync("acme/user/anna", new byte[] { 2 }, One, Cancel);
            (await Should.ThrowAsync<StoreUnavailableException>(entities.WriteOffsetAsync(0, 20, Cancel).AsTask())).Message.ShouldBe(told);
            (await entities.ReadOffsetAsync(0, Cancel)).ShouldBe(0);
        }

        await using var again = RedisDatabase.Open(options);
        await using var reopened = new RedisEntityStore(again);
        await reopened.WriteOffsetAsync(0, 20, Cancel);
        (await reopened.ReadOffsetAsync(0, Cancel)).ShouldBe(20);
    }

    private static async Task<string> LostAsync(RedisEntityStore entities)
    {
        var message = "";
        await SoonAsync(async () =>
        {
            try
            {
                await entities.WriteOffsetAsync(0, 20, Cancel);
            }
            catch (StoreUnavailableException e) when (e.Message.Contains("no longer has", StringComparison.Ordinal))
            {
                message = e.Message;
            }
        });
        return message;
    }

    private static async Task SoonAsync(Func<ValueTask> act)
    {
        for (var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds; ;)
        {
            try
            {
                await act();
                return;
            }
            catch (StoreUnavailableException) when (Environment.TickCount64 < deadline)
            {
                await Task.Delay(BetweenTries, TimeProvider.System, Cancel);
            }
        }
    }

    // Every writer is acknowledged again.
    private static async Task MoreAsync(long[] acknowledged, Task[] writing)
    {
        var before = acknowledged.ToArray();
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (Enumerable.Range(0, Writers).Any(w => Volatile.Read(ref acknowledged[w]) < before[w] + 3))
        {
            (Environment.TickCount64 < deadline).ShouldBeTrue("the store does not go on");
            writing.ShouldAllBe(w => !w.IsFaulted);
            await Task.Delay(BetweenTries, TimeProvider.System, Cancel);
        }
    }
}
