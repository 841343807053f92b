using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Soc.Benchmarks.Lines;
using Soc.Benchmarks.Running;
using Soc.Detection;
using Soc.EventLog.Codec;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Entities;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Parsing;

namespace Soc.Benchmarks.Memory;

/// <summary>
/// What a live user costs in memory after weeks of ordinary life: grains of the real silo, and beside them the same
/// entities in a dictionary. Devices are measured apart, so that neither hides in the other.
/// </summary>
internal sealed class MemoryBench : IBench
{
    private const int Users = 20_000;
    private const int UsersWithDevices = 5_000;
    private const int UsersPerRead = 500;
    private const int Clients = 10;
    private const int CallsInFlight = 64;

    public string Name => "memory";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var dictionary = await DictionaryAsync(cancellationToken);
        return [.. await GrainsAsync(cancellationToken), dictionary];
    }

    private static async Task<List<BenchRow>> GrainsAsync(CancellationToken cancellationToken)
    {
        await using var silo = await SiloHost.StartAsync(Clients, cancellationToken);
        var entities = EntitiesOf(silo);
        var life = new Life();

        // A first few, so that what is made once for all is there before it counts.
        await LiveAsync(silo, entities, life, Users, Users + UsersPerRead, EntityKind.User, cancellationToken);
        await LiveAsync(silo, entities, life, Users, Users + UsersPerRead, EntityKind.Device, cancellationToken);
        var empty = Heap.SettledBytes();
        Progress.Say($"memory: {Users} users of {UserLife.Events} events each, as grains");
        var users = await LiveAsync(silo, entities, life, 0, Users, EntityKind.User, cancellationToken);
        var withUsers = Heap.SettledBytes();
        var live = await ActivationsAsync(silo);
        Progress.Say($"memory: the devices of {UsersWithDevices} of them");
        var devices = await LiveAsync(silo, entities, life, 0, UsersWithDevices, EntityKind.Device, cancellationToken);
        var withDevices = Heap.SettledBytes();
        GC.KeepAlive(life);
        return
        [
            new(Aims.Memory, "bytes", (withUsers - empty) / (double)users, $"managed heap after a full collection, {users} user grains in the silo, {UserLife.Events} events each (VPN and identity provider, two places, three weeks), checkpointed; with all that they led to: {live}; once"),
            new(Aims.MemoryDevice, "bytes", (withDevices - withUsers) / (double)devices, $"the same for {devices} device grains; once"),
        ];
    }

    private static async Task<BenchRow> DictionaryAsync(CancellationToken cancellationToken)
    {
        await using var silo = await SiloHost.StartAsync(Clients, cancellationToken);
        var entities = EntitiesOf(silo);
        var life = new Life();
        entities.Apply(RoutedBatches.Only(entities.Route(life.Of(Users, Users + UsersPerRead), 0, UsersPerRead * UserLife.Events), EntityKind.User));
        var empty = Heap.SettledBytes();
        Progress.Say($"memory: {Users} users of {UserLife.Events} events each, in a dictionary");
        for (var user = 0; user < Users; user += UsersPerRead)
        {
            cancellationToken.ThrowIfCancellationRequested();
            entities.Apply(RoutedBatches.Only(entities.Route(life.Of(user, user + UsersPerRead), 0, UsersPerRead * UserLife.Events), EntityKind.User));
        }

        var full = Heap.SettledBytes();
        var row = new BenchRow(Aims.MemoryBaseline, "bytes", (full - empty) / (double)Users, $"{Users} of the same users, EntityCore in a dictionary, no grain and no incident; {entities.Signals} signals; once");
        GC.KeepAlive(entities);
        return row;
    }

    /// <summary>Live grains of ours by kind, in words.</summary>
    private static async Task<string> ActivationsAsync(SiloHost silo)
    {
        var statistics = await silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics();
        return string.Join(", ", statistics
            .Where(s => s.GrainType.Contains("Soc.", StringComparison.Ordinal))
            .GroupBy(s => s.GrainType.Split(',')[0].Split('.')[^1], StringComparer.Ordinal)
            .Select(g => $"{g.Sum(s => s.ActivationCount)} {g.Key}"));
    }

    private static DictionaryOfEntities EntitiesOf(SiloHost silo) =>
        new(silo.Router, silo.Services.GetRequiredService<DetectorCatalog>(), silo.Services.GetRequiredService<IClientPolicies>());

    /// <summary>Gives users' lives to grains of one kind and checkpoints them.</summary>
    /// <returns>Grains that live because of it.</returns>
    private static async Task<int> LiveAsync(
        SiloHost silo, DictionaryOfEntities router, Life life, int from, int to, EntityKind kind, CancellationToken cancellationToken)
    {
        var grains = silo.Services.GetRequiredService<IGrainFactory>();
        var seen = 0;
        for (var user = from; user < to; user += UsersPerRead)
        {
            var routed = RoutedBatches.Only(router.Route(life.Of(user, user + UsersPerRead), 0, UsersPerRead * UserLife.Events), kind);
            seen += routed.Entities.Count;
            await Parallel.ForEachAsync(
                routed.Entities,
                new ParallelOptions { MaxDegreeOfParallelism = CallsInFlight, CancellationToken = cancellationToken },
                async (pair, token) =>
                {
                    IEntityGrain grain = kind == EntityKind.User ? grains.GetGrain<IUserGrain>(pair.Key.ToString()) : grains.GetGrain<IDeviceGrain>(pair.Key.ToString());
                    await grain.ApplyAsync(new EntityBatch(0, [.. pair.Value]), token);
                    await grain.CheckpointAsync(token);
                });
        }

        return seen;
    }

    /// <summary>Users' events as they come out of the log.</summary>
    private sealed class Life
    {
        private readonly SourceCatalog _catalog = SourceCatalog.Load();
        private readonly FieldWriter _writer = new();
        private readonly StringTable _strings = new();
        private readonly long _endMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        public SecurityEvent[] Of(int from, int to) => EventFactory.ThroughLog(
            EventFactory.Of(_catalog, Enumerable.Range(from, to - from).SelectMany(user => UserLife.Of(user, Clients, _endMs))), _writer, _strings);
    }
}
