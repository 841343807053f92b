using System.Collections.Concurrent;
using System.Globalization;
using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Azure;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.Stores.Azure;

/// <summary>The service goes away under load and comes back. Has a server of its own.</summary>
public sealed class AzureOutageTests : IAsyncLifetime
{
    private const int Writers = 8;
    private const int Rounds = 2;
    private static readonly EntityWriter One = new(1, default);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private AzuriteServer? _server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AzuriteServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await AzuriteServer.StartNewAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Stopped_AllAcknowledgedAreThere_NoOffsetIsAhead_AndTheStoresGoOn()
    {
        var account = AzureAccount.Open(Server.NewOptions());
        await using var entities = new AzureEntityStore(account);
        await using var incidents = new AzureIncidentStore(account);
        var acknowledged = new long[Writers];
        var ids = new ConcurrentQueue<string>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writing = Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            for (var i = 1L; !stop.IsCancellationRequested; i++)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"{w}-{i}");
                try
                {
                    var snapshot = entities.WriteAsync($"acme/user/{w}", BitConverter.GetBytes(i), One, Cancel).AsTask();
                    await entities.WriteOffsetAsync(w, i, Cancel);
                    await snapshot;
                    Volatile.Write(ref acknowledged[w], i);
                    await incidents.WriteAsync(Samples.Incident(id, 1, i), 0, Cancel);
                    ids.Enqueue(id);
                }
                catch (StoreUnavailableException)
                {
                    await Task.Delay(BetweenTries, TimeProvider.System);
                }
            }
        })).ToArray();

        for (var round = 0; round < Rounds; round++)
        {
            await MoreAsync(acknowledged, writing);
            await Server.StopAsync();
            await Server.StartAsync();
            await MoreAsync(acknowledged, writing);
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

        await stop.CancelAsync();
        await Task.WhenAll(writing);
    }

    [Fact]
    public async Task Away_IsSaidToAllThatWait_AndAfterwardsItGoesOn()
    {
        var account = AzureAccount.Open(Server.NewOptions());
        await using var entities = new AzureEntityStore(account);
        await using var incidents = new AzureIncidentStore(account);
        await entities.WriteAsync("acme/user/anna", new byte[] { 1 }, One, Cancel);
        await Server.StopAsync();
        var writes = Enumerable.Range(0, 5_000).Select(i => entities.WriteAsync($"acme/user/{i}", new byte[1000], One, Cancel).AsTask())
            .Append(entities.WriteOffsetAsync(0, 9, Cancel).AsTask())
            .Append(incidents.WriteAsync(Samples.Incident("i1", 1, 10), 0, Cancel).AsTask())
            .ToArray();
        foreach (var write in writes)
        {
            (await Should.ThrowAsync<StoreUnavailableException>(write.WaitAsync(Patience, TimeProvider.System, Cancel))).Message.ShouldContain("goes on by itself");
        }

        await Should.ThrowAsync<StoreUnavailableException>(entities.ReadAsync("acme/user/anna", Cancel).AsTask());
        await Server.StartAsync();
        (await entities.ReadOffsetAsync(0, Cancel)).ShouldBe(0);
        (await entities.ReadAsync("acme/user/anna", Cancel))!.Value.State.ShouldBe([1]);
        await entities.WriteAsync("acme/user/anna", new byte[] { 2 }, One, Cancel);
        await entities.WriteAsync("acme/user/1", new byte[] { 2 }, One, Cancel);
        await incidents.WriteAsync(Samples.Incident("i1", 1, 10), 0, Cancel);
        (await entities.ReadAsync("acme/user/anna", Cancel))!.Value.State.ShouldBe([2]);
    }

    // Every writer is acknowledged again.
    private static async Task MoreAsync(long[] acknowledged, Task[] writing)
    {
        var before = acknowledged.ToArray();
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (Enumerable.Range(0, Writers).Any(w => Volatile.Read(ref acknowledged[w]) < before[w] + 2))
        {
            (Environment.TickCount64 < deadline).ShouldBeTrue("the store does not go on");
            writing.ShouldAllBe(w => !w.IsFaulted);
            await Task.Delay(BetweenTries, TimeProvider.System, Cancel);
        }
    }
}
