using System.Globalization;
using Microsoft.Extensions.Logging.Testing;
using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Redis;

namespace Soc.Storage.Conformance.Stores.Redis;

/// <summary>Refusals in words, writes that do not fit, and many writers.</summary>
public sealed class RedisDatabaseTests(SharedRedis redis)
{
    private const int Writers = 64;
    private const int WritesEach = 20;
    private const string Target = "Redis at db:6379";
    private static readonly EntityWriter One = new(1, default);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RefusedLogins_AreSaidClearly_WithoutThePassword()
    {
        var port = (await redis.ServerAsync()).Port;
        foreach (var login in (string[])["", ",password=hunter2", ",user=nobody,password=hunter2"])
        {
            var message = Refused(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}{login}"));
            message.ShouldContain("refused the login");
            message.ShouldContain("Soc:Redis:ConnectionString");
            message.ShouldNotContain("hunter2");
        }
    }

    [Fact]
    public void NoSuchHost_AndNobodyThere_AreSaidClearly()
    {
        Refused("no-such-host.invalid:6379,connectTimeout=2000,connectRetry=1").ShouldContain("no-such-host.invalid:6379");
        Refused("127.0.0.1:1,connectTimeout=2000,connectRetry=1").ShouldContain("cannot be reached");
    }

    [Theory]
    [InlineData("db:6379,nonsense=1")]
    [InlineData("db:notaport,syncTimeout=x")]
    [InlineData("password=x")]
    public void ConnectionStringThatMakesNoSense_IsSaidClearly(string text) =>
        Should.Throw<InvalidOperationException>(() => RedisDatabase.Open(new RedisOptions { ConnectionString = text })).Message.ShouldContain("Soc:Redis:ConnectionString makes no sense");

    [Fact]
    public async Task ReadOnlyReplica_IsRefused()
    {
        await using var replica = await RedisServer.StartNewAsync("--replicaof", "127.0.0.1", "1", "--replica-serve-stale-data", "yes");
        Refused(replica.NewOptions().ConnectionString).ShouldContain("read-only replica");
    }

    [Fact]
    public async Task TurnedIntoAReplica_IsSaidClearly_AndItGoesOnAsPrimary()
    {
        await using var server = await RedisServer.StartNewAsync("--replica-serve-stale-data", "yes");
        await using var database = RedisDatabase.Open(server.NewOptions());
        await using var store = new RedisEntityStore(database);
        await store.WriteAsync("acme/user/anna", new byte[] { 1 }, One, Cancel);
        await server.ExecuteAsync("REPLICAOF", "127.0.0.1", "1");
        (await Should.ThrowAsync<StoreUnavailableException>(store.WriteAsync("acme/user/anna", new byte[] { 2 }, One, Cancel).AsTask())).Message.ShouldContain("read-only replica");
        await server.ExecuteAsync("REPLICAOF", "NO", "ONE");
        await EventuallyAsync(() => store.WriteAsync("acme/user/anna", new byte[] { 3 }, One, Cancel));
        (await store.ReadAsync("acme/user/anna", Cancel))!.Value.State.ShouldBe([3]);
    }

    [Fact]
    public async Task ServerThatThrowsKeysAway_IsRefused()
    {
        await using var server = await RedisServer.StartNewAsync("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru");
        Refused(server.NewOptions().ConnectionString).ShouldContain("maxmemory-policy noeviction");
    }

    [Fact]
    public async Task Cluster_IsRefused()
    {
        await using var server = await RedisServer.StartNewAsync("--cluster-enabled", "yes");
        Refused(server.NewOptions().ConnectionString).ShouldContain("is a Redis Cluster");
    }

    [Fact]
    public async Task ServerWithoutAppendOnlyFile_IsWarnedOf()
    {
        var server = await redis.ServerAsync();
        var quiet = new FakeLogger<RedisDatabase>();
        await RedisDatabase.Open(server.NewOptions(), quiet).DisposeAsync();
        quiet.Collector.Count.ShouldBe(0);

        await using var careless = await RedisServer.StartNewAsync("--appendonly", "no");
        var logger = new FakeLogger<RedisDatabase>();
        await RedisDatabase.Open(careless.NewOptions(), logger).DisposeAsync();
        logger.LatestRecord.Message.ShouldContain("appendonly yes");
    }

    [Fact]
    public void InfoThatSaysNothing_IsNoReasonToRefuse() => RedisServerCheck.Run("# Server\r\nnonsense\r\n", Target).ShouldBeEmpty();

    [Fact]
    public async Task OutOfMemory_IsSaidClearly_WithNoOffsetAfterIt_AndItGoesOnByItself()
    {
        await using var server = await RedisServer.StartNewAsync("--maxmemory", "20mb");
        await using var database = RedisDatabase.Open(server.NewOptions());
        await using var store = new RedisEntityStore(database);
        var stored = 0;
        var full = await Should.ThrowAsync<StoreUnavailableException>(async () =>
        {
            for (; stored < 100; stored++)
            {
                await store.WriteAsync(Key(stored), new byte[1_000_000], One, Cancel);
            }
        });
        full.Message.ShouldContain("raise its maxmemory");
        stored.ShouldBeGreaterThan(3);

        var unfit = store.WriteAsync("acme/user/unfit", new byte[1_000_000], One, Cancel).AsTask();
        var after = store.WriteOffsetAsync(0, 7, Cancel).AsTask();
        await Should.ThrowAsync<StoreUnavailableException>(unfit);
        await Should.ThrowAsync<StoreUnavailableException>(after);
        (await store.ReadOffsetAsync(0, Cancel)).ShouldBe(0);

        await server.ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        await store.WriteAsync("acme/user/unfit", new byte[] { 1 }, One, Cancel);
        await store.WriteOffsetAsync(0, 7, Cancel);
        for (var i = 0; i < stored; i++)
        {
            (await store.ReadAsync(Key(i), Cancel))!.Value.State.Length.ShouldBe(1_000_000);
        }

        static string Key(int i) => string.Create(CultureInfo.InvariantCulture, $"acme/user/{i}");
    }

    [Fact]
    public async Task ForeignKey_FailsAlone_WithTheOffsetsAfterIt()
    {
        var server = await redis.ServerAsync();
        var options = server.NewOptions();
        await server.ExecuteAsync("SET", options.KeyPrefix + "entity:acme/user/short", "abc");
        await server.ExecuteAsync("LPUSH", options.KeyPrefix + "entity:acme/user/list", "abc");
        await using var database = RedisDatabase.Open(options);
        await using var store = new RedisEntityStore(database);

        // The first keeps the writer busy, so that the others are one group.
        var busy = store.WriteAsync("acme/user/busy", new byte[1_000_000], One, Cancel).AsTask();
        var one = store.WriteAsync("acme/user/short", new byte[1], One, Cancel).AsTask();
        var two = store.WriteAsync("acme/user/list", new byte[1], One, Cancel).AsTask();
        var after = store.WriteOffsetAsync(1, 8, Cancel).AsTask();
        var other = store.WriteAsync("acme/user/anna", new byte[] { 1 }, One, Cancel).AsTask();
        await Task.WhenAll(busy, other);
        (await Should.ThrowAsync<InvalidOperationException>(one)).Message.ShouldContain("KeyPrefix");
        await Should.ThrowAsync<InvalidOperationException>(two);
        await Should.ThrowAsync<InvalidOperationException>(after);
        await Should.ThrowAsync<InvalidOperationException>(store.ReadAsync("acme/user/short", Cancel).AsTask());
        await store.WriteOffsetAsync(1, 9, Cancel);
        (await store.ReadOffsetAsync(1, Cancel)).ShouldBe(9);
    }

    [Fact]
    public async Task ForgottenScripts_AreGivenAgain_WithoutAFailure()
    {
        var server = await redis.ServerAsync();
        await using var database = RedisDatabase.Open(server.NewOptions());
        await using var store = new RedisEntityStore(database);
        for (var i = 1; i <= 3; i++)
        {
            await server.ExecuteAsync("SCRIPT", "FLUSH");
            await store.WriteAsync("acme/user/anna", BitConverter.GetBytes(i), One, Cancel);
            await server.ExecuteAsync("SCRIPT", "FLUSH");
            await store.WriteOffsetAsync(1, i, Cancel);
        }

        (await store.ReadAsync("acme/user/anna", Cancel))!.Value.Stamp.ShouldBe(new EntityStamp(1, 3));
        (await store.ReadOffsetAsync(1, Cancel)).ShouldBe(3);
    }

    [Fact]
    public async Task LargeState_ComesBackWhole()
    {
        await using var database = RedisDatabase.Open((await redis.ServerAsync()).NewOptions());
        await using var store = new RedisEntityStore(database);
        var large = new byte[2 * 1024 * 1024];
        for (var i = 0; i < large.Length; i++)
        {
            large[i] = (byte)((i * 31) ^ (i >> 8));
        }

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => store.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"acme/user/{i}"), large, One, Cancel).AsTask()));
        (await store.ReadAsync("acme/user/11", Cancel))!.Value.State.ShouldBe(large);
    }

    [Fact]
    public async Task OddPrefixes_CountWhatBeginsWithThem()
    {
        await using var database = RedisDatabase.Open((await redis.ServerAsync()).NewOptions());
        await using var store = new RedisEntityStore(database);
        string[] keys = ["acme/user/*", "acme/user/[a]", "acme/user/a", "acme/user/?x", @"acme/user/\", "acme/user/a\0b"];
        await Task.WhenAll(keys.Select(k => store.WriteAsync(k, System.Text.Encoding.UTF8.GetBytes(k), One, Cancel).AsTask()));
        (await store.CountAsync("acme/user/", Cancel)).ShouldBe(6);
        (await store.CountAsync("acme/user/*", Cancel)).ShouldBe(1);
        (await store.CountAsync("acme/user/[a]", Cancel)).ShouldBe(1);
        (await store.CountAsync(@"acme/user/\", Cancel)).ShouldBe(1);
        (await store.ReadAsync("acme/user/a\0b", Cancel))!.Value.State.ShouldBe(System.Text.Encoding.UTF8.GetBytes("acme/user/a\0b"));
    }

    [Fact]
    public async Task ManyWritersFromTwoStores_AllPass_AndTheLastOfEachIsThere()
    {
        var options = (await redis.ServerAsync()).NewOptions();
        await using var first = RedisDatabase.Open(options);
        await using var second = RedisDatabase.Open(options);
        await using var one = new RedisEntityStore(first);
        await using var two = new RedisEntityStore(second);
        RedisEntityStore[] stores = [one, two];
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async w =>
        {
            for (var i = 1; i <= WritesEach; i++)
            {
                await Task.WhenAll(
                    stores[w % 2].WriteAsync($"acme/user/{w}", BitConverter.GetBytes(i), One, Cancel).AsTask(),
                    stores[w % 2].WriteAsync($"acme/shared/{(w + i) % 8}", BitConverter.GetBytes(i), One, Cancel).AsTask(),
                    stores[w % 2].WriteOffsetAsync(w % 4, (i * 100) + w, Cancel).AsTask());
            }
        }));
        (await one.CountAsync("acme/user/", Cancel)).ShouldBe(Writers);
        for (var w = 0; w < Writers; w++)
        {
            var stored = (await two.ReadAsync($"acme/user/{w}", Cancel))!.Value;
            BitConverter.ToInt32(stored.State).ShouldBe(WritesEach);
            stored.Stamp.Version.ShouldBe(WritesEach);
        }

        (await one.ReadOffsetAsync(3, Cancel)).ShouldBe((WritesEach * 100) + Writers - 1);
    }

    [Fact]
    public async Task Disposed_WritesWhatWaits_RefusesMore_AndLeavesNoMark()
    {
        var server = await redis.ServerAsync();
        var options = server.NewOptions();
        await using var database = RedisDatabase.Open(options);
        var store = new RedisEntityStore(database);
        var writes = Enumerable.Range(0, 500).Select(i => store.WriteAsync($"acme/user/{i}", new byte[1], One, Cancel).AsTask()).ToArray();
        await store.DisposeAsync();
        await Task.WhenAll(writes);
        await Should.ThrowAsync<ObjectDisposedException>(store.WriteAsync("acme/user/late", new byte[1], One, Cancel).AsTask());
        ((string[]?)await server.ExecuteAsync("KEYS", options.KeyPrefix + "mark:*")).ShouldBeEmpty();
        (await new RedisEntityStore(database).CountAsync("acme/", Cancel)).ShouldBe(500);
    }

    private static string Refused(string connectionString) =>
        Should.Throw<StoreUnavailableException>(() => RedisDatabase.Open(new RedisOptions { ConnectionString = connectionString })).Message;

    private static async Task EventuallyAsync(Func<ValueTask> act)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await act();
                return;
            }
            catch (StoreUnavailableException) when (tries < 400)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
            }
        }
    }
}
