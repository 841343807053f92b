using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Soc.Benchmarks.Lines;
using Soc.Benchmarks.Running;
using Soc.Parsing;
using Soc.Silo.Ingest;

namespace Soc.Benchmarks;

/// <summary>
/// What it costs to store the entities that changed, with 50,000 users of some history: a round while nothing else happens; and how much slower events are applied while rounds follow each other without a rest, which they do not do in the product.
/// </summary>
internal sealed class CheckpointBench : IBench
{
    private const int Users = 50_000;
    private const int Clients = 10;
    private const int EventsEach = 10;
    private const int Measured = 100_000;
    private const int PerAppend = 1_000;
    private const double StepMs = 0.5;

    public string Name => "checkpoint";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        Progress.Say($"checkpoint: {Users} users, {EventsEach} events each");
        await using var silo = await SiloHost.StartWithoutCheckpointsAsync(Clients, cancellationToken);
        var catalog = SourceCatalog.Load();
        var mix = new SignInMix(Users, Clients, withVpn: false);
        var nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var next = 0;
        await ApplyAsync(mix.EachUserOnce(nowMs - 3_600_000));
        await ApplyAsync(Take(Users * EventsEach));
        await silo.CheckpointAsync(cancellationToken);

        var tracker = silo.Services.GetRequiredService<CheckpointTracker>();
        var changed = 0;
        var (rates, cpuMicroseconds) = (new List<double>(), new List<double>());
        var (alone, beside) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Repeat.Times; round++)
        {
            await ApplyAsync(Take(Measured));
            changed = tracker.DirtyCount;
            using var self = Process.GetCurrentProcess();
            var cpu = new ChildCpu(self);
            var watch = Stopwatch.StartNew();
            await silo.CheckpointAsync(cancellationToken);
            rates.Add(changed / watch.Elapsed.TotalSeconds);
            cpuMicroseconds.Add(cpu.Seconds() * 1e6 / changed);

            alone.Add(await ApplyAsync(Take(Measured)));
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var rounds = CheckpointUntilAsync(silo, stop.Token);
            beside.Add(await ApplyAsync(Take(Measured)));
            await stop.CancelAsync();
            await rounds;
        }

        return
        [
            new(Aims.Checkpoint, "entities/s", Repeat.Median(rates.Skip(1)), FormattableString.Invariant($"a round of {changed} entities that changed, into SQLite, until it is durable; {Repeat.Median(cpuMicroseconds.Skip(1)):F0} µs of CPU an entity")),
            new(Aims.AppliedBesideCheckpoints, "events/s", Repeat.Median(beside.Skip(1)), "log to entities while rounds follow each other without a rest"),
            new(Aims.AppliedWithoutCheckpoints, "events/s", Repeat.Median(alone.Skip(1)), "the same without a round"),
        ];

        IEnumerable<SignInStep> Take(int count)
        {
            var from = next;
            next += count;
            return mix.Take(from, count, nowMs - (long)(count * StepMs), StepMs);
        }

        // Events/s.
        async Task<double> ApplyAsync(IEnumerable<SignInStep> steps)
        {
            var entries = EventFactory.Entries(EventFactory.Of(catalog, steps), silo.Log.PartitionCount);
            var watch = Stopwatch.StartNew();
            await silo.AppendAndDrainAsync(entries, PerAppend, cancellationToken);
            return entries.Length / watch.Elapsed.TotalSeconds;
        }
    }

    private static async Task CheckpointUntilAsync(SiloHost silo, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await silo.CheckpointAsync(CancellationToken.None);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
        }
    }
}
