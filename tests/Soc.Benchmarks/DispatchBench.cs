using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Soc.Benchmarks.Lines;
using Soc.Benchmarks.Running;
using Soc.Detection;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Entities;
using Soc.Grains.Entities;
using Soc.Model.Entities;
using Soc.Parsing;
using Soc.Silo.Ingest;
using Reads = System.Collections.Generic.List<System.Collections.Generic.KeyValuePair<Soc.Model.Entities.EntityKey, System.Collections.Generic.List<Soc.Model.Entities.EnrichedEvent>>[]>;

namespace Soc.Benchmarks;

/// <summary>
/// What it costs to get events to 100,000 live grains, without what the grains do with them: devices, whose detectors want none of these
/// events. By a call an entity, by the hand-over within the silo, and in a dictionary. Reads are routed before the clock runs.
/// </summary>
internal sealed class DispatchBench : IBench
{
    private const int Users = 100_000;
    private const int Clients = 10;
    private const int EventsPerRound = 100_000;
    private const int Partition = 0;

    public string Name => "dispatch";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        Progress.Say($"dispatch: {Users} devices");
        await using var silo = await SiloHost.StartWithoutCheckpointsAsync(Clients, cancellationToken);
        var target = new Targets(silo.Services);
        var mix = new SignInMix(Users, Clients, withVpn: false);
        var next = Users;
        foreach (var steps in mix.EachUserOnce(target.NowMs).Chunk(EventsPerRound / 10))
        {
            var reads = target.Route(steps);
            await target.CallAsync(reads, cancellationToken);
            target.Remember(reads);
        }

        var (called, handed, kept) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= Repeat.Times; round++)
        {
            called.Add(await PerCoreSecondAsync(Take(), reads => target.CallAsync(reads, cancellationToken)));
            handed.Add(await PerCoreSecondAsync(Take(), target.HandOver));
            kept.Add(await PerCoreSecondAsync(Take(), target.Remember));
        }

        var entities = FormattableString.Invariant($"{Users} live devices, half of the events of a tenth of them, reads of {target.PerRead}");
        return
        [
            new(Aims.Dispatch, "events/core-second", Repeat.Median(handed.Skip(1)), $"{entities}; noted for the next checkpoint"),
            new(Aims.DispatchCall, "events/core-second", Repeat.Median(called.Skip(1)), "the same, one call an entity and read, 512 in flight"),
            new(Aims.DispatchBaseline, "events/core-second", Repeat.Median(kept.Skip(1)), "the same, entities in a dictionary, one thread"),
        ];

        Reads Take()
        {
            var steps = mix.Take(next, EventsPerRound, target.NowMs, 0.01);
            next += EventsPerRound;
            return target.Route(steps);
        }
    }

    private static Task<double> PerCoreSecondAsync(Reads reads, Action<Reads> dispatch) =>
        PerCoreSecondAsync(reads, r =>
        {
            dispatch(r);
            return Task.CompletedTask;
        });

    private static async Task<double> PerCoreSecondAsync(Reads reads, Func<Reads, Task> dispatch)
    {
        using var self = Process.GetCurrentProcess();
        var cpu = new ChildCpu(self);
        await dispatch(reads);
        return reads.Sum(r => r.Sum(e => e.Value.Count)) / cpu.Seconds();
    }

    /// <summary>The same entities, three ways to reach them.</summary>
    private sealed class Targets(IServiceProvider services)
    {
        private readonly LocalHandOver _local = services.GetRequiredService<LocalHandOver>();
        private readonly EntityCalls _calls = services.GetRequiredService<EntityCalls>();
        private readonly CheckpointTracker _tracker = services.GetRequiredService<CheckpointTracker>();
        private readonly SourceCatalog _catalog = SourceCatalog.Load();
        private readonly PumpOptions _options = services.GetRequiredService<PumpOptions>();
        private readonly DictionaryOfEntities _dictionary = new(services.GetRequiredService<EventRouter>(), services.GetRequiredService<DetectorCatalog>(), services.GetRequiredService<IClientPolicies>());

        public int PerRead => _options.MaxEntriesPerRead;

        public long NowMs { get; } = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        public Reads Route(IEnumerable<SignInStep> steps)
        {
            var reads = new Reads();
            foreach (var events in EventFactory.Of(_catalog, steps).Chunk(PerRead))
            {
                var routed = _dictionary.Route(events, 0, events.Length);
                reads.Add([.. routed.Entities.Where(e => e.Key.Kind == EntityKind.Device).Select(e => KeyValuePair.Create(e.Key, e.Value.ToList()))]);
            }

            return reads;
        }

        public void HandOver(Reads reads)
        {
            var touched = new List<LiveEntity>();
            foreach (var read in reads)
            {
                touched.Clear();
                foreach (var (key, events) in read)
                {
                    if (_local.Apply(key, Partition, events, _tracker.Epoch, out var live) != Grains.Entities.HandOver.Applied)
                    {
                        throw new InvalidOperationException($"{key} did not take its events.");
                    }

                    touched.Add(live!);
                }

                _tracker.Touched(touched, _tracker.Epoch);
            }
        }

        public async Task CallAsync(Reads reads, CancellationToken cancellationToken)
        {
            foreach (var read in reads)
            {
                await Task.WhenAll(read.Select(e => _calls.ApplyAsync(e.Key, new EntityBatch(Partition, [.. e.Value]), cancellationToken).AsTask()));
            }
        }

        public void Remember(Reads reads)
        {
            foreach (var read in reads)
            {
                _dictionary.Apply(read);
            }
        }
    }
}
