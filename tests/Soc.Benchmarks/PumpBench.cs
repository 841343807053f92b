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

/// <summary>
/// From the log to the entities, with 100,000 users, beside the same events given to a dictionary of the same entities. The log is
/// full before the silo starts, so that nothing but the pump is measured.
/// </summary>
internal sealed class PumpBench : IBench
{
    private const int Users = 100_000;
    private const int Clients = 10;
    private const int WarmUp = 1_200_000;
    private const int Measured = 400_000;
    private const int PerAppend = 1_000;
    private const double StepMs = 0.5;

    public string Name => "pump";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        Progress.Say($"pump: {Users} users once, then {WarmUp} events that are not counted and {Measured} that are");
        var actors = await ActorsAsync(cancellationToken);
        var baseline = await BaselineAsync(cancellationToken);
        return [.. actors, .. baseline];
    }

    /// <summary>Everybody once, then the rest, in requests.</summary>
    private static IEnumerable<SecurityEvent[]> Requests()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var catalog = SourceCatalog.Load();
        var mix = new SignInMix(Users, Clients, withVpn: false);
        var first = mix.EachUserOnce(now - 3_600_000);
        var rest = mix.Take(0, WarmUp + Measured, now - (long)((WarmUp + Measured) * StepMs), StepMs);
        return first.Concat(rest).Chunk(PerAppend).Select(steps => EventFactory.Of(catalog, steps));
    }

    private static async Task<List<BenchRow>> ActorsAsync(CancellationToken cancellationToken)
    {
        await using var silo = await SiloHost.StartOnFullLogAsync(Clients, Requests, cancellationToken);
        var cold = await DrainAsync(silo, "everybody for the first time", WarmUp + Measured, cancellationToken);
        await DrainAsync(silo, "warming up", Measured, cancellationToken);
        var warm = await DrainAsync(silo, "entities live", 0, cancellationToken);
        return
        [
            new(Aims.Pump, "events/s", warm.Rate, $"{Measured} events, checkpoints go on meanwhile; {warm.Words}"),
            new(Aims.PumpCold, "events/s", cold.Rate, $"one event of each of {Users} users, each activated and read from the empty store; {cold.Words}"),
        ];
    }

    private static async Task<(double Rate, string Words)> DrainAsync(SiloHost silo, string what, long untilBacklog, CancellationToken cancellationToken)
    {
        using var self = Process.GetCurrentProcess();
        var cpu = new ChildCpu(self);
        var garbage = GarbageMeter.Start();
        var watch = Stopwatch.StartNew();
        var before = silo.Pump.Backlog;
        await silo.DrainAsync(untilBacklog, cancellationToken);
        var events = before - silo.Pump.Backlog;
        var rate = events / watch.Elapsed.TotalSeconds;
        var words = $"{Table.Number(cpu.Seconds() * 1e6 / events)} µs of CPU an event, {garbage.Text(events)}";
        Progress.Say($"  {what}: {Table.Number(rate)} events/s, {words}");
        return (rate, words);
    }

    private static async Task<List<BenchRow>> BaselineAsync(CancellationToken cancellationToken)
    {
        await using var silo = await SiloHost.StartAsync(Clients, cancellationToken);
        var perRead = silo.Services.GetRequiredService<PumpOptions>().MaxEntriesPerRead;
        var entities = new DictionaryOfEntities(silo.Router, silo.Services.GetRequiredService<DetectorCatalog>(), silo.Services.GetRequiredService<IClientPolicies>());
        var (cold, warm) = (new Stopwatch(), new Stopwatch());
        var done = 0;
        foreach (var events in Requests())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var watch = done < Users ? cold : done < Users + WarmUp ? null : warm;
            watch?.Start();
            entities.Apply(events, perRead);
            watch?.Stop();
            done += events.Length;
        }

        return
        [
            new(Aims.PumpBaseline, "events/s", Measured / warm.Elapsed.TotalSeconds, $"events already in memory, enrichment included; {entities.Count} entities, {entities.Signals} signals"),
            new(Aims.PumpColdBaseline, "events/s", Users / cold.Elapsed.TotalSeconds, "once"),
        ];
    }
}
