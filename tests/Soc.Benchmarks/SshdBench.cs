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
    private const int PerRead = 4_096;
    private const string Client = "bench0";
    private const string Rule = "brute_force_source";

    public string Name => "sshd";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        Progress.Say($"{Lines} lines of sshd");
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "auth.log");
        await File.WriteAllLinesAsync(file, SshdLines.Take(Lines, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()), new UTF8Encoding(false), cancellationToken);
        var catalog = SourceCatalog.Load();
        var (core, corePerCpu, attackers) = Core(catalog, file);
        var whole = await PumpAsync(catalog, file, cancellationToken);
        var (peer, peerPerCpu, found) = await CrowdSecAsync(folder.Path, file, cancellationToken);
        if (found is null)
        {
            return [core, whole, peer];
        }

        var same = attackers.SetEquals(found)
            ? $"both found the same {found.Count} attackers"
            : $"NOT THE SAME ATTACKERS: {found.Count(a => !attackers.Contains(a))} only CrowdSec, {attackers.Count(a => !found.Contains(a))} only ours, {attackers.Count(found.Contains)} both";
        return
        [
            core,
            whole,
            peer,
            new BenchRow(Aims.CrowdSecRatio, "×", core.Value / peer.Value, $"the first row of these over CrowdSec's, by the wall clock; ours on one thread; by CPU time {Table.Number(corePerCpu / peerPerCpu)} ×; {same}"),
        ];
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
    private static (BenchRow Row, double PerCpuSecond, IReadOnlySet<string> Attackers) Core(SourceCatalog catalog, string file)
    {
        var detector = DetectorCatalog.Load().Detectors.First(d => d.Id == Rule);
        var rates = new List<double>();
        var perCpu = new List<double>();
        using var self = Process.GetCurrentProcess();
        IReadOnlySet<string> attackers = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round <= Repeat.Times; round++)
        {
            var rule = new OneRule(detector, Client);
            var cpu = new ChildCpu(self);
            var watch = Stopwatch.StartNew();
            foreach (var e in Parse(catalog, file))
            {
                rule.Take(e);
            }

            attackers = rule.Attackers;
            if (round > 0)
            {
                rates.Add(Lines / watch.Elapsed.TotalSeconds);
                perCpu.Add(Lines / cpu.Seconds());
            }
        }

        return (new BenchRow(Aims.SshdCore, "lines/s", Repeat.Median(rates), $"file read, recognised, parsed, {Rule} per address; {Table.Number(Repeat.Median(perCpu))} lines per CPU-second; {attackers.Count} attackers"), Repeat.Median(perCpu), attackers);
    }

    private static async Task<BenchRow> PumpAsync(SourceCatalog catalog, string file, CancellationToken cancellationToken)
    {
        Progress.Say("the same lines through the whole silo");
        await using var silo = await SiloHost.StartAsync(1, cancellationToken);
        var watch = Stopwatch.StartNew();
        var entries = Parse(catalog, file).Select(e => new LogEntry(Partitioner.PartitionOf(e, silo.Log.PartitionCount), e, Receipt: null)).ToArray();
        await silo.AppendAndDrainAsync(entries, PerRead, cancellationToken);
        return new BenchRow(Aims.SshdPump, "lines/s", Lines / watch.Elapsed.TotalSeconds, "everything on: durable log, enrichment, user and address grains with all their rules, incidents, checkpoints; once");
    }

    private static async Task<(BenchRow Row, double PerCpuSecond, IReadOnlySet<string>? Attackers)> CrowdSecAsync(string folder, string file, CancellationToken cancellationToken)
    {
        var (crowdSec, missing) = await CrowdSecFolder.PrepareAsync(folder, cancellationToken);
        if (crowdSec is null)
        {
            return (new BenchRow(Aims.CrowdSec, "lines/s", 0, missing!), 0, null);
        }

        Progress.Say("CrowdSec over the same file, about a minute");
        if (await CrowdSecRun.MeasureAsync(crowdSec, file, cancellationToken) is not { } run)
        {
            return (new BenchRow(Aims.CrowdSec, "lines/s", 0, "CrowdSec did not finish in six minutes"), 0, null);
        }

        var row = new BenchRow(
            Aims.CrowdSec, "lines/s", Lines / run.WallSeconds,
            $"Debian's package, ssh-bf and ssh-bf_user-enum, from the start of reading until its buckets are done, once; {Table.Number(Lines / run.CpuSeconds)} lines per CPU-second; {run.Attackers.Count} attackers");
        return (row, Lines / run.CpuSeconds, run.Attackers);
    }
}
