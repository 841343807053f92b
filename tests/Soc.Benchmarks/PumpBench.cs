using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Soc.Benchmarks.Lines;
using Soc.Benchmarks.Running;
using Soc.Detection;
using Soc.EventLog;
using Soc.GrainInterfaces.Clients;
using Soc.Model.Events;
using Soc.Parsing;
using Soc.Silo.Ingest;

namespace Soc.Benchmarks;

/// <summary>From the log to the entities, with 100,000 users, beside the same events given to a dictionary of the same entities.</summary>
internal sealed class PumpBench : IBench
{
    private static readonly int Users = int.TryParse(Environment.GetEnvironmentVariable("SOC_BENCH_USERS"), System.Globalization.CultureInfo.InvariantCulture, out var users) ? users : 100_000;
    private const int Clients = 10;
    private const int EventsPerRound = 100_000;
    private const int PerAppend = 1_000;
    private const double StepMs = 0.02;

    public string Name => "pump";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        Progress.Say($"pump: {Users} users, {EventsPerRound} events a round");
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var catalog = SourceCatalog.Load();
        var mix = new SignInMix(Users, Clients, withVpn: false);
        var first = EventFactory.Of(catalog, mix.EachUserOnce(now - 600_000));
        var rounds = new List<SecurityEvent[]>();
        for (var round = 0; round <= Repeat.Times; round++)
        {
            rounds.Add(EventFactory.Of(catalog, mix.Take(round * EventsPerRound, EventsPerRound, now - 300_000 + (long)(round * EventsPerRound * StepMs), StepMs)));
        }

        var skip = Environment.GetEnvironmentVariable("SOC_SKIP_BASE") is not null; var baseline = skip ? [] : await BaselineAsync(first, rounds, cancellationToken);
        var actors = await ActorsAsync(first, rounds, cancellationToken);
        return [.. actors, .. baseline];
    }

    private static async Task<List<BenchRow>> ActorsAsync(SecurityEvent[] first, List<SecurityEvent[]> rounds, CancellationToken cancellationToken)
    {
        await using var silo = await SiloHost.StartAsync(Clients, cancellationToken);
        var cold = await RateAsync(silo, first, cancellationToken);
        var warm = new List<(double Rate, double CpuMs)>();
        foreach (var events in rounds)
        {
            warm.Add(await RateAsync(silo, events, cancellationToken));
        }

        // The first round still activates addresses and compiles; it is not counted.
        warm.RemoveAt(0);
        return
        [
            new(Aims.Pump, "events/s", Repeat.Median(warm.Select(w => w.Rate)), $"appends and checkpoints go on meanwhile; {Table.Number(Repeat.Median(warm.Select(w => w.CpuMs)))} ms of CPU for 1,000 events, all included"),
            new(Aims.PumpCold, "events/s", cold.Rate, $"one event of each of {Users} users, each activated and read from the empty store; once; {Table.Number(cold.CpuMs)} ms of CPU for 1,000 events"),
        ];
    }

    private static async Task<(double Rate, double CpuMs)> RateAsync(SiloHost silo, SecurityEvent[] events, CancellationToken cancellationToken)
    {
        var entries = EventFactory.Entries(events, silo.Log.PartitionCount);
        using var self = Process.GetCurrentProcess();
        var cpu = new ChildCpu(self);
        var garbage = GarbageMeter.Start();
        var watch = Stopwatch.StartNew();
        await silo.AppendAndDrainAsync(entries, PerAppend, cancellationToken);
        var rate = events.Length / watch.Elapsed.TotalSeconds;
        var cpuMs = cpu.Seconds() * 1e6 / events.Length;
        Progress.Say($"  {Table.Number(rate)} events/s, {Table.Number(cpuMs)} ms of CPU for 1,000, {garbage.Text(events.Length)}");
        return (rate, cpuMs);
    }

    private static async Task<List<BenchRow>> BaselineAsync(SecurityEvent[] first, List<SecurityEvent[]> rounds, CancellationToken cancellationToken)
    {
        await using var silo = await SiloHost.StartAsync(Clients, cancellationToken);
        var perRead = silo.Services.GetRequiredService<PumpOptions>().MaxEntriesPerRead;
        var entities = new DictionaryOfEntities(silo.Router, silo.Services.GetRequiredService<DetectorCatalog>(), silo.Services.GetRequiredService<IClientPolicies>());
        var cold = Rate(entities, first, perRead);
        var warm = rounds.Select(events => Rate(entities, events, perRead)).Skip(1).ToArray();
        var signals = entities.Signals;
        return
        [
            new(Aims.PumpBaseline, "events/s", Repeat.Median(warm), $"events already in memory, enrichment included; {entities.Count} entities, {signals} signals"),
            new(Aims.PumpColdBaseline, "events/s", cold, "once"),
        ];
    }

    private static double Rate(DictionaryOfEntities entities, SecurityEvent[] events, int perRead)
    {
        var garbage = GarbageMeter.Start();
        var watch = Stopwatch.StartNew();
        entities.Apply(events, perRead);
        var rate = events.Length / watch.Elapsed.TotalSeconds;
        Progress.Say($"  dictionary: {Table.Number(rate)} events/s, {garbage.Text(events.Length)}");
        return rate;
    }
}
