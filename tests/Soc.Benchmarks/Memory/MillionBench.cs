using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Soc.Benchmarks.Lines;
using Soc.Benchmarks.Running;
using Soc.Detection;
using Soc.EventLog;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Entities;
using Soc.Grains.Entities;
using Soc.Model.Entities;
using Soc.Parsing;
using Soc.Silo.Ingest;

namespace Soc.Benchmarks.Memory;

/// <summary>A million users in one process: how fast they come into being, what they take, and how fast they come back after a restart. Takes some minutes; run by name only.</summary>
internal sealed class MillionBench : IBench
{
    private const int Users = 1_000_000;
    private const int Clients = 10;
    private const int UsersPerStep = 20_000;
    private const int UsersComingBack = 200_000;
    private const int PerAppend = 1_000;

    public string Name => "million";

    public bool IsByNameOnly => true;

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        using var data = new TempFolder();
        var mix = new SignInMix(Users, Clients, withVpn: false);
        var catalog = SourceCatalog.Load();
        double cold, back, bytes;
        int live;
        var (users, grains) = await UsersAloneAsync(catalog, mix, cancellationToken);
        await using (var silo = await SiloHost.StartOnFolderAsync(data.Path, Clients, cancellationToken))
        {
            var empty = Heap.SettledBytes();
            cold = await ApplyAsync(silo, catalog, mix, Users, cancellationToken);
            await silo.CheckpointAsync(cancellationToken);
            bytes = Heap.SettledBytes() - empty;
            live = silo.Services.GetRequiredService<LiveEntities>().Count;
        }

        await using (var silo = await SiloHost.StartOnFolderAsync(data.Path, Clients, cancellationToken))
        {
            back = await ApplyAsync(silo, catalog, mix, UsersComingBack, cancellationToken);
        }

        return
        [
            new(Aims.MillionUsers, "GB", users / 1e9, $"managed heap after a full collection: {grains} user grains, live, of one event each; once"),
            new(Aims.MillionMemory, "GB", bytes / 1e9, $"as they come out of the log: each with a device and an address that live, too: {live} entities; checkpointed; once"),
            new(Aims.MillionCold, "users/s", cold, $"{Users} new users, from parsed events through the log to live entities; once"),
            new(Aims.MillionBack, "users/s", back, $"after a restart, an event of each of {UsersComingBack} of them: read from SQLite, made live, applied; once"),
        ];
    }

    /// <returns>Bytes, and grains.</returns>
    private static async Task<(double Bytes, int Grains)> UsersAloneAsync(SourceCatalog catalog, SignInMix mix, CancellationToken cancellationToken)
    {
        await using var silo = await SiloHost.StartAsync(Clients, cancellationToken);
        var routing = new DictionaryOfEntities(silo.Router, silo.Services.GetRequiredService<DetectorCatalog>(), silo.Services.GetRequiredService<IClientPolicies>());
        var calls = silo.Services.GetRequiredService<EntityCalls>();
        var empty = Heap.SettledBytes();
        foreach (var steps in mix.EachUserOnce(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()).Take(Users).Chunk(UsersPerStep / 20))
        {
            var routed = RoutedBatches.Only(routing.Route(EventFactory.Of(catalog, steps), 0, steps.Length), EntityKind.User);
            await Task.WhenAll(routed.Entities.Select(e => calls.ApplyAsync(e.Key, new EntityBatch(0, [.. e.Value]), cancellationToken).AsTask()));
        }

        var bytes = Heap.SettledBytes() - empty;
        Progress.Say($"  {Users} users alone: {Table.Number(bytes / 1e9)} GB");
        GC.KeepAlive(routing);
        return (bytes, silo.Services.GetRequiredService<LiveEntities>().Count);
    }

    /// <returns>Users a second, parsing left out.</returns>
    private static async Task<double> ApplyAsync(SiloHost silo, SourceCatalog catalog, SignInMix mix, int users, CancellationToken cancellationToken)
    {
        var watch = new Stopwatch();
        var startMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var steps in mix.EachUserOnce(startMs).Take(users).Chunk(UsersPerStep))
        {
            var entries = EventFactory.Entries(EventFactory.Of(catalog, steps), silo.Services.GetRequiredService<IEventLog>().PartitionCount);
            watch.Start();
            await silo.AppendAndDrainAsync(entries, PerAppend, cancellationToken);
            watch.Stop();
        }

        Progress.Say($"  {users} users in {Table.Number(watch.Elapsed.TotalSeconds)} s");
        return users / watch.Elapsed.TotalSeconds;
    }
}
