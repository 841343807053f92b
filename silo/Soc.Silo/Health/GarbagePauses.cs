using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Soc.Grains.Hosting;

namespace Soc.Silo.Health;

/// <summary>Measures how long the process stands still for each collection of garbage: what an event waits at worst, whatever the load.</summary>
public sealed class GarbagePauses(IMeterFactory meters, TimeProvider time) : BackgroundService
{
    // Shorter than collections are apart in normal work: the runtime remembers the last of each kind only.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly GCKind[] Kinds = [GCKind.Ephemeral, GCKind.FullBlocking, GCKind.Background];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pauses = meters.Create(SiloInstruments.MeterName).CreateHistogram<double>("soc_gc_pause_seconds", "s", "Length of a stop for a collection of garbage.");
        var seen = new long[Kinds.Length];
        for (var kind = 0; kind < Kinds.Length; kind++)
        {
            seen[kind] = GC.GetGCMemoryInfo(Kinds[kind]).Index;
        }

        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Look(seen, pauses);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private static void Look(long[] seen, Histogram<double> pauses)
    {
        for (var kind = 0; kind < Kinds.Length; kind++)
        {
            var last = GC.GetGCMemoryInfo(Kinds[kind]);
            if (last.Index == seen[kind])
            {
                continue;
            }

            seen[kind] = last.Index;
            foreach (var pause in last.PauseDurations)
            {
                // A collection in the background stops twice; others leave the second one empty.
                if (pause > TimeSpan.Zero)
                {
                    pauses.Record(pause.TotalSeconds);
                }
            }
        }
    }
}
