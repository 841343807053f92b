using System.Collections.Concurrent;
using System.Globalization;
using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Conformance.Support;
using Soc.Storage.PostgreSql;

namespace Soc.Storage.Conformance.Stores.PostgreSql;

/// <summary>The server is killed under load and started again. Has a server of its own.</summary>
public sealed class PostgresOutageTests : IAsyncLifetime
{
    private const int Writers = 16;
    private const int Rounds = 3;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private PostgresServer? _server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PostgresServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await PostgresServer.StartNewAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Killed_AllAcknowledgedAreThere_AndTheStoreGoesOn()
    {
        await using var database = PostgresDatabase.Open(await Server.NewDatabaseAsync());
        await using var entities = new PostgresEntityStore(database);
        var incidents = new PostgresIncidentStore(database);
        var acknowledged = new long[Writers];
        var ids = new ConcurrentQueue<string>();
        var failures = new ConcurrentQueue<string>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writing = Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            for (var i = 1L; !stop.IsCancellationRequested; i++)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"{w}-{i}");
                try
                {
                    var snapshot = entities.WriteAsync($"acme/user/{w}", BitConverter.GetBytes(i), new EntityWriter(1, default), Cancel).AsTask();
                    await entities.WriteOffsetAsync(w, i, Cancel);
                    await snapshot;
                    Volatile.Write(ref acknowledged[w], i);
                    await incidents.WriteAsync(Samples.Incident(id, 1, i), 0, Cancel);
                    ids.Enqueue(id);
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
            await MoreAsync(acknowledged);
            await Server.KillAsync();
            await Server.StartAsync();
            await MoreAsync(acknowledged);
            await CheckAsync(entities, incidents, acknowledged, ids);
        }

        await stop.CancelAsync();
        await Task.WhenAll(writing);
        failures.ShouldNotBeEmpty();
        failures.ShouldAllBe(f => f.Contains("PostgreSQL at 127.0.0.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Away_IsSaidAtOnce_ToAllThatWait_AndAfterwardsNothingIsLeftOfIt()
    {
        await using var database = PostgresDatabase.Open(await Server.NewDatabaseAsync());
        await using var entities = new PostgresEntityStore(database);
        await entities.WriteAsync("acme/user/anna", new byte[] { 1 }, new EntityWriter(1, default), Cancel);
        await Server.KillAsync();
        var writes = Enumerable.Range(0, 10_000).Select(i => entities.WriteAsync($"acme/user/{i}", new byte[1000], new EntityWriter(1, default), Cancel).AsTask()).ToArray();
        foreach (var write in writes)
        {
            (await Should.ThrowAsync<StoreUnavailableException>(write.WaitAsync(Patience, TimeProvider.System, Cancel))).Message.ShouldContain("goes on by itself");
        }

        await Should.ThrowAsync<StoreUnavailableException>(entities.ReadAsync("acme/user/anna", Cancel).AsTask());
        await Server.StartAsync();
        (await entities.ReadAsync("acme/user/anna", Cancel))!.Value.State.ShouldBe([1]);
        await entities.WriteAsync("acme/user/anna", new byte[] { 2 }, new EntityWriter(1, default), Cancel);
        (await entities.ReadAsync("acme/user/anna", Cancel))!.Value.State.ShouldBe([2]);
    }

    // Every writer is acknowledged again.
    private static async Task MoreAsync(long[] acknowledged)
    {
        var before = acknowledged.ToArray();
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (Enumerable.Range(0, Writers).Any(w => Volatile.Read(ref acknowledged[w]) < before[w] + 3))
        {
            (Environment.TickCount64 < deadline).ShouldBeTrue("the store does not go on");
            await Task.Delay(BetweenTries, TimeProvider.System, Cancel);
        }
    }

    private static async Task CheckAsync(PostgresEntityStore entities, PostgresIncidentStore incidents, long[] acknowledged, ConcurrentQueue<string> ids)
    {
        var known = ids.ToArray();
        for (var w = 0; w < Writers; w++)
        {
            var durable = Volatile.Read(ref acknowledged[w]);
            var offset = await entities.ReadOffsetAsync(w, Cancel);
            offset.ShouldBeGreaterThanOrEqualTo(durable);
            BitConverter.ToInt64((await entities.ReadAsync($"acme/user/{w}", Cancel))!.Value.State).ShouldBeGreaterThanOrEqualTo(offset);
        }

        var stored = (await incidents.ChangesAfterAsync(0, int.MaxValue, Cancel)).Select(c => c.Incident.Id).ToHashSet(StringComparer.Ordinal);
        known.Where(id => !stored.Contains(id)).ShouldBeEmpty();
    }
}
