using System.Diagnostics;
using Soc.Benchmarks;
using Soc.Benchmarks.EndToEnd;
using Soc.Benchmarks.Enrichment;
using Soc.Benchmarks.Memory;

IBench[] benches = [new ParseBench(), new AppendBench(), new EnrichmentBench(), new PumpBench(), new SshdBench(), new MemoryBench(), new EndToEndBench()];
var asked = args.FirstOrDefault();
var chosen = asked is null ? benches : [.. benches.Where(b => string.Equals(b.Name, asked, StringComparison.OrdinalIgnoreCase))];
if (chosen.Length == 0)
{
    await Console.Error.WriteLineAsync($"No benchmark is called '{asked}': use {string.Join(", ", benches.Select(b => b.Name))}, or none for all.");
    return 2;
}

using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
Table.PrintMachine(Console.Out);
var rows = new List<BenchRow>();
var watch = Stopwatch.StartNew();
foreach (var bench in chosen)
{
    await Console.Error.WriteLineAsync($"{bench.Name} …");
    rows.AddRange(await bench.RunAsync(limit.Token));
}

Table.Print(Console.Out, rows);
Console.WriteLine();
Console.WriteLine(FormattableString.Invariant($"Took {watch.Elapsed.TotalSeconds:F0} s. Medians of at least three rounds where nothing else is said."));
return 0;
