using System.Diagnostics;
using System.Text;
using Soc.Benchmarks.Lines;
using Soc.Benchmarks.Peers;
using Soc.Benchmarks.Running;
using Soc.Detection;
using Soc.EventLog;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Parsing;

namespace Soc.Benchmarks;

/// <summary>One file of sshd lines and one rule, brute force per address: ours and CrowdSec's, in the same run.</summary>
internal sealed class SshdBench : IBench
{
    private const int Lines = 200_000;
    private const int CrowdSecTimes = 3;
    private const int PerRead = 4_096;
    private const string Client = "bench0";
    private const string Rule = "brute_force_source";

    public string Name => "crowdsec";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        Progress.Say($"{Lines} lines of sshd");
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "auth.log");
        await File.WriteAllLinesAsync(file, SshdLines.Take(Lines, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()), new UTF8Encoding(false), cancellationToken);
        var catalog = SourceCatalog.Load();
        var rows = new List<BenchRow>();
        if (Parse(catalog, file).Count(e => e.Class == EventClass.Authentication) < Lines / 2)
        {
            rows.Add(new BenchRow(Aims.SshdCore, "lines/s", 0, "no parser reads sshd's lines as sign-ins yet"));
        }
        else
        {
            rows.Add(Core(catalog, file));
            rows.Add(await PumpAsync(catalog, file, cancellationToken));
        }

        var peer = await CrowdSecAsync(folder.Path, file, cancellationToken);
        rows.Add(peer);
        if (rows[0].Value > 0 && peer.Value > 0)
        {
            rows.Add(new BenchRow(Aims.CrowdSecRatio, "×", rows[0].Value / peer.Value, "the first row of these over CrowdSec's, both wall clock; ours on one thread"));
        }

        return rows;
    }

    private static IEnumerable<SecurityEvent> Parse(SourceCatalog catalog, string file)
    {
        var bytes = File.ReadAllBytes(file);
        var context = new SourceContext(Client, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        for (var start = 0; start < bytes.Length;)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            length = length < 0 ? bytes.Length - start : length;
            var result = catalog.Parse(bytes.AsSpan(start, length), context);
            for (var i = 0; i < result.Count; i++)
            {
                yield return result[i];
            }

            start += length + 1;
        }
    }

    // Reading the file, recognising, parsing and the one rule; a source address has its state as it has in the silo.
    private static BenchRow Core(SourceCatalog catalog, string file)
    {
        var detector = DetectorCatalog.Load().Detectors.First(d => d.Id == Rule);
        var rates = new List<double>();
        var signals = 0;
        for (var round = 0; round <= Repeat.Times; round++)
        {
            var rule = new OneRule(detector, Client);
            var watch = Stopwatch.StartNew();
            foreach (var e in Parse(catalog, file))
            {
                rule.Take(e);
            }

            signals = rule.Signals;
            if (round > 0)
            {
                rates.Add(Lines / watch.Elapsed.TotalSeconds);
            }
        }

        return new BenchRow(Aims.SshdCore, "lines/s", Repeat.Median(rates), $"file read, recognised, parsed, {Rule} per address; {signals} signals");
    }

    private static async Task<BenchRow> PumpAsync(SourceCatalog catalog, string file, CancellationToken cancellationToken)
    {
        var rates = new List<double>();
        for (var round = 0; round < Repeat.Times; round++)
        {
            await using var silo = await SiloHost.StartAsync(1, cancellationToken);
            var watch = Stopwatch.StartNew();
            var entries = Parse(catalog, file).Select(e => new LogEntry(Partitioner.PartitionOf(e, silo.Log.PartitionCount), e, Receipt: null)).ToArray();
            await silo.AppendAndDrainAsync(entries, PerRead, cancellationToken);
            rates.Add(Lines / watch.Elapsed.TotalSeconds);
        }

        return new BenchRow(Aims.SshdPump, "lines/s", Repeat.Median(rates), "everything on: durable log, enrichment, address grains with all their rules, incidents, checkpoints");
    }

    private static async Task<BenchRow> CrowdSecAsync(string folder, string file, CancellationToken cancellationToken)
    {
        var (crowdSec, missing) = await CrowdSecFolder.PrepareAsync(folder, cancellationToken);
        if (crowdSec is null)
        {
            return new BenchRow(Aims.CrowdSec, "lines/s", 0, missing!);
        }

        var runs = new List<(double Wall, double Cpu, int Overflows)>();
        for (var i = 0; i < CrowdSecTimes; i++)
        {
            Progress.Say($"CrowdSec, run {i + 1} of {CrowdSecTimes}");
            if (await CrowdSecRun.MeasureAsync(crowdSec, file, cancellationToken) is not { } run)
            {
                break;
            }

            runs.Add(run);
        }

        return runs.Count == 0
            ? new BenchRow(Aims.CrowdSec, "lines/s", 0, "CrowdSec did not finish in three minutes")
            : new BenchRow(
                Aims.CrowdSec, "lines/s", Lines / Repeat.Median(runs.Select(r => r.Wall)),
                $"Debian's package, ssh-bf and ssh-bf_user-enum, from the start of reading until its buckets are done, median of {runs.Count}; {Table.Number(Lines / Repeat.Median(runs.Select(r => r.Cpu)))} lines per CPU-second; {runs[^1].Overflows} overflows");
    }
}
