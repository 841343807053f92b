using System.Diagnostics;
using System.Text;
using Soc.Benchmarks.Lines;
using Soc.Benchmarks.Running;
using Soc.Parsing;

namespace Soc.Benchmarks;

/// <summary>Records a second of each source, one thread: the source's own cases over and over, and the lines that the other benchmarks send.</summary>
internal sealed class ParseBench : IBench
{
    private static readonly TimeSpan PerRound = TimeSpan.FromMilliseconds(250);

    public string Name => "parse";

    public Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var catalog = SourceCatalog.Load();
        var rows = new List<BenchRow>();
        foreach (var (name, sourcetype, records) in Sets(catalog))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (records.Length > 0)
            {
                Progress.Say($"parse {name}");
                rows.Add(Measure(catalog, name, sourcetype, records));
            }
        }

        return Task.FromResult<IReadOnlyList<BenchRow>>(rows);
    }

    private static IEnumerable<(string Name, string? Sourcetype, byte[][] Records)> Sets(SourceCatalog catalog)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var steps = new SignInMix(2_000, 1, withVpn: false).Take(0, 2_000, now, 1).ToArray();
        yield return ("Entra sign-in, generated", EntraLines.Sourcetype, [.. steps.Select(s => Encoding.UTF8.GetBytes(EntraLines.Of(s)))]);
        yield return ("PAN-OS GLOBALPROTECT, generated", null, [.. steps.Select(s => Encoding.UTF8.GetBytes(PanLines.Of(s)))]);
        yield return ("sshd, generated", null, [.. SshdLines.Take(2_000, now).Select(Encoding.UTF8.GetBytes)]);
        var sources = Path.Combine(RepositoryRoot.Path, "grains", "Soc.Parsing", "Sources");
        string[] folders = Directory.Exists(sources) ? Directory.GetDirectories(sources) : [];
        foreach (var folder in folders.Order(StringComparer.Ordinal))
        {
            var cases = Path.Combine(folder, "cases");
            if (Directory.Exists(cases))
            {
                yield return (Path.GetFileName(folder) + ", its cases", null, [.. Directory.GetFiles(cases, "*.raw").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(r => IsParsed(catalog, r))]);
            }
        }
    }

    private static bool IsParsed(SourceCatalog catalog, byte[] record) =>
        catalog.Parse(record, new SourceContext("bench", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds())).Outcome == ParseOutcome.Parsed;

    private static BenchRow Measure(SourceCatalog catalog, string name, string? sourcetype, byte[][] records)
    {
        var context = new SourceContext("bench", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), sourcetype);
        var source = catalog.Resolve(records[0], sourcetype)?.Id;
        if (records.Count(r => catalog.Parse(r, context).Outcome == ParseOutcome.Parsed) * 2 < records.Length)
        {
            return new BenchRow($"parse {name}", "records/s", 0, source is null ? "no parser recognises these lines yet" : $"{source} does not parse these lines");
        }

        var rates = new List<double>();
        var megabytes = 0.0;
        var allocated = 0.0;
        for (var round = 0; round <= Repeat.Times; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var (parsed, bytes, seconds) = Round(catalog, context, records);
            if (round > 0)
            {
                rates.Add(parsed / seconds);
                megabytes = bytes / seconds / 1e6;
                allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)parsed;
            }
        }

        return new BenchRow(
            $"parse {name}", "records/s", Repeat.Median(rates),
            $"{source}, one thread, {Table.Number(megabytes)} MB/s, {Table.Number(allocated)} B allocated a record, mean record {Table.Number(records.Average(r => (double)r.Length))} B");
    }

    private static (long Parsed, long Bytes, double Seconds) Round(SourceCatalog catalog, in SourceContext context, byte[][] records)
    {
        var watch = Stopwatch.StartNew();
        long parsed = 0;
        long bytes = 0;
        while (watch.Elapsed < PerRound)
        {
            foreach (var record in records)
            {
                catalog.Parse(record, context);
                parsed++;
                bytes += record.Length;
            }
        }

        return (parsed, bytes, watch.Elapsed.TotalSeconds);
    }
}
