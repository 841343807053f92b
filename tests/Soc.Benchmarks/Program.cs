using System.Diagnostics;
using Soc.Benchmarks;
using Soc.Benchmarks.Capture;
using Soc.Benchmarks.Cluster;
using Soc.Benchmarks.EndToEnd;
using Soc.Benchmarks.Enrichment;
using Soc.Benchmarks.Log;
using Soc.Benchmarks.Memory;
using Soc.Benchmarks.Response;
using Soc.Benchmarks.Running;

if (args is [CaptureRun.Verb, _, _, ..])
{
    return CaptureRun.Run(args);
}

IBench[] benches =
[
    new ParseBench(), new AppendBench(), new LogBench(), new EnrichmentBench(), new DispatchBench(), new PumpBench(), new CheckpointBench(), new EndToEndBench(), new ResponseBench(), new MemoryBench(), new SshdBench(), new ClusterBench(), new MillionBench(), new CaptureBench(),
];
var asked = args.FirstOrDefault();
IBench[] chosen = asked is null ? [.. benches.Where(b => !b.IsByNameOnly)] : [.. benches.Where(b => string.Equals(b.Name, asked, StringComparison.OrdinalIgnoreCase))];
if (chosen.Length == 0)
{
    await Console.Error.WriteLineAsync($"No benchmark is called '{asked}': use {string.Join(", ", benches.Select(b => b.Name))}, or none for all.");
    return 2;
}

using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(25));
Table.PrintMachine(Console.Out);
var rows = new List<BenchRow>();
var failed = new List<string>();
var watch = Stopwatch.StartNew();
foreach (var bench in chosen)
{
    await Console.Error.WriteLineAsync($"{bench.Name} …");
    var from = watch.Elapsed;
    try
    {
        rows.AddRange(await bench.RunAsync(limit.Token));
        Progress.Say($"{bench.Name} took {Table.Number((watch.Elapsed - from).TotalSeconds)} s");
    }
#pragma warning disable CA1031 // one benchmark that fails must not take the figures of the others with it
    catch (Exception e)
#pragma warning restore CA1031
    {
        failed.Add(bench.Name);
        await Console.Error.WriteLineAsync(e.ToString());
    }
}

Table.Print(Console.Out, rows);
Console.WriteLine();
Console.WriteLine(FormattableString.Invariant($"Took {watch.Elapsed.TotalSeconds:F0} s. Medians of at least three rounds where nothing else is said."));
foreach (var name in failed)
{
    Console.WriteLine($"FAILED: {name}; the reason is above.");
}

return failed.Count == 0 ? 0 : 1;
