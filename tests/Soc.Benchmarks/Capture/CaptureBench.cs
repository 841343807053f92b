using System.Globalization;
using Soc.Benchmarks.Capture.Traffic;
using Soc.Benchmarks.Running;

namespace Soc.Benchmarks.Capture;

/// <summary>One capture through the agent's library and through the programs that others use for it, one core each, in the same run.</summary>
internal sealed class CaptureBench : IBench
{
    private const int Packets = 3_000_000;
    private const int OpenConnections = 100_000;
    private const int CorpusPackets = 1_500_000;
    private const long NeededBytes = 4L << 30;
    private const double Mega = 1_000_000;

    private readonly Dictionary<string, List<PinnedRun>> _runs = new(StringComparer.Ordinal);
    private readonly List<BenchRow> _rows = [];

    public string Name => "capture";

    /// <summary>It installs Debian's packages of the others.</summary>
    public bool IsByNameOnly => true;

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        if (new DriveInfo(folder.Path).AvailableFreeSpace is var free && free < NeededBytes)
        {
            throw new InvalidOperationException($"{folder.Path} has {free >> 20} MB free; the captures need {NeededBytes >> 20}: set TMPDIR.");
        }

        await InstallAsync(cancellationToken);
        if (!PinnedRun.IsPossible)
        {
            throw new InvalidOperationException("This needs Linux, two cores, and GNU time: apt-get install time.");
        }

        var mix = Path.Combine(folder.Path, "mix.pcap");
        Progress.Say("writing a capture");
        var (frames, bytes) = TrafficFile.WriteMix(mix, Packets, cancellationToken);
        await RoundsAsync(folder.Path, mix, cancellationToken);
        PeerRows(frames, bytes);
        AgentRows();
        await SteadyRowsAsync(folder.Path, mix, cancellationToken);
        await MemoryRowAsync(folder.Path, cancellationToken);
        await CorpusRowAsync(folder.Path, cancellationToken);
        await LiveRowsAsync(mix, cancellationToken);
        return _rows;
    }

    private static async Task InstallAsync(CancellationToken cancellationToken)
    {
        string[] missing = [.. Peer.Packages];
        if (missing.Length == 0 || !Environment.IsPrivilegedProcess || Peer.PathOf("apt-get") is null)
        {
            return;
        }

        Progress.Say($"installing {string.Join(' ', missing)}");
        foreach (var command in (string[])["apt-get update -qq", $"DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends {string.Join(' ', missing)}"])
        {
            // What could not be installed has a row that says so.
            _ = await ChildProgram.RunAsync("bash", ["-c", command], cancellationToken);
        }
    }

    // In turn, so that what else the machine does falls on all of them.
    private async Task RoundsAsync(string folder, string mix, CancellationToken cancellationToken)
    {
        for (var round = 0; round < Repeat.Times; round++)
        {
            Progress.Say($"round {round + 1} of {Repeat.Times}, load {Load()}");
            foreach (var peer in Peer.Everybody.Where(p => p.Path is not null && (p.MaxPackets == 0 || round == 0)))
            {
                await AddAsync(peer.Row, folder, peer.CommandFor(mix, folder), cancellationToken);
            }

            foreach (var (row, mode) in ((string, string)[])[(Aims.CaptureFlows, CaptureRun.Flows), (Aims.CaptureAll, CaptureRun.All), (Aims.CaptureEvents, CaptureRun.Events)])
            {
                await AddAsync(row, folder, AgentProcess.Command(mode, mix), cancellationToken);
                await AddAsync(Steady(row), folder, AgentProcess.Command(mode, mix, passes: 3), cancellationToken);
            }
        }
    }

    private async Task AddAsync(string row, string folder, string[] command, CancellationToken cancellationToken)
    {
        var run = await PinnedRun.MeasureAsync(folder, command, cancellationToken);
        if (!_runs.TryGetValue(row, out var runs))
        {
            _runs[row] = runs = [];
        }

        runs.Add(run);
    }

    private void PeerRows(long frames, long bytes)
    {
        var about = string.Create(CultureInfo.InvariantCulture, $"{frames:N0} packets, {bytes / Mega:N0} MB, {bytes / frames} B on average");
        foreach (var peer in Peer.Everybody)
        {
            if (!_runs.TryGetValue(peer.Row, out var runs))
            {
                _rows.Add(new BenchRow(peer.Row, "packets/s", 0, $"not installed: apt-get install {peer.Package}"));
            }
            else if (runs.Find(r => r.Status != 0) is { Status: not 0 } failed)
            {
                _rows.Add(new BenchRow(peer.Row, "packets/s", 0, $"it failed: {failed.Output.ReplaceLineEndings(" ")}"));
            }
            else
            {
                var packets = peer.MaxPackets == 0 ? frames : peer.MaxPackets;
                _rows.Add(Row(peer.Row, packets, runs, peer.MaxPackets == 0 ? about : $"the first {peer.MaxPackets} of them, once"));
            }
        }
    }

    private void AgentRows()
    {
        foreach (var row in (string[])[Aims.CaptureFlows, Aims.CaptureAll, Aims.CaptureEvents])
        {
            var runs = Sound(row);
            var figures = runs.ConvertAll(r => CaptureFigures.Read(r.Output));
            var inner = Repeat.Median(figures.Select(f => f.Packets / f.FirstSeconds));
            var innerCpu = Repeat.Median(figures.Select(f => f.Packets / f.FirstCpuSeconds));
            _rows.Add(Row(row, figures[0].Packets, runs, $"whole process, start of the runtime included (the mapped file counts as its memory); {figures[0].Events:F0} {(row == Aims.CaptureFlows ? "flows" : "events")} told before the end"));
            _rows.Add(new BenchRow(Inner(row), "packets/s", inner, $"the same without the start of the runtime; {Table.Number(innerCpu)} a CPU-second"));
            var steady = Sound(Steady(row)).ConvertAll(r => CaptureFigures.Read(r.Output));
            var rate = Repeat.Median(steady.Select(f => f.Packets / f.LastSeconds));
            var steadyCpu = Repeat.Median(steady.Select(f => f.Packets / f.LastCpuSeconds));
            _rows.Add(new BenchRow(Steady(row), "packets/s", rate, $"the third pass over it in one process, as the agent runs for days; {Table.Number(steadyCpu)} a CPU-second; {Table.Number(steady[0].AllocatedBytes / steady[0].Packets)} B allocated a packet, {Table.Number(steady[0].AllocatedBytes / Math.Max(1, steady[0].Events))} an event"));
        }

        Ratio(Aims.CaptureFlowsRatio, Aims.CaptureFlows, Aims.Softflowd);
        Ratio(Aims.CaptureAllRatio, Aims.CaptureAll, Aims.NdpiReader);
        Ratio(Aims.CaptureEventsRatio, Aims.CaptureEvents, Aims.NdpiReader);
    }

    // A ratio of two rates by wall clock; beside it the ones that are less disturbed by what else runs.
    private void Ratio(string row, string ours, string theirs)
    {
        if (!_runs.TryGetValue(theirs, out var peer) || peer.Exists(r => r.Status != 0))
        {
            _rows.Add(new BenchRow(row, "×", 0, $"no {theirs} to compare with"));
            return;
        }

        var packets = CaptureFigures.Read(_runs[ours][0].Output).Packets;
        var (peerWall, peerCpu) = (packets / Repeat.Median(peer.Select(r => r.WallSeconds)), packets / Repeat.Median(peer.Select(r => r.CpuSeconds)));
        var wall = packets / Repeat.Median(_runs[ours].Select(r => r.WallSeconds));
        var cpu = packets / Repeat.Median(_runs[ours].Select(r => r.CpuSeconds));
        var steady = _runs[Steady(ours)].ConvertAll(r => CaptureFigures.Read(r.Output));
        _rows.Add(new BenchRow(row, "×", wall / peerWall, $"whole processes by the wall clock; by CPU {Table.Number(cpu / peerCpu)} ×"));
        _rows.Add(new BenchRow(Steady(row), "×", Repeat.Median(steady.Select(f => f.Packets / f.LastSeconds)) / peerWall, $"our third pass against their whole process; by CPU {Table.Number(Repeat.Median(steady.Select(f => f.Packets / f.LastCpuSeconds)) / peerCpu)} ×"));
    }

    private async Task SteadyRowsAsync(string folder, string mix, CancellationToken cancellationToken)
    {
        Progress.Say("what is allocated");
        var flows = CaptureFigures.Read((await CheckedAsync(folder, AgentProcess.Command(CaptureRun.Flows, mix, passes: 3), cancellationToken)).Output);
        _rows.Add(new BenchRow(Aims.CaptureFlowsAllocated, "B a packet", flows.AllocatedBytes / flows.Packets, "flows only, third pass: the second still grows the store of used flows"));
        var all = CaptureFigures.Read((await CheckedAsync(folder, AgentProcess.Command(CaptureRun.Allocations, mix, passes: 2), cancellationToken)).Output);
        _rows.Add(new BenchRow(
            Aims.CaptureQuietAllocated, "B a packet", all.QuietBytes / all.QuietPackets,
            $"packets that tell no event and begin or end no flow: {all.QuietPackets / all.Packets:P1} of all, second pass; {all.LoudPackets / all.QuietPackets:P1} of these allocate: a parser begins, or a message goes over segments"));
    }

    private async Task MemoryRowAsync(string folder, CancellationToken cancellationToken)
    {
        Progress.Say($"{OpenConnections} connections at once");
        var file = Path.Combine(folder, "open.pcap");
        TrafficFile.WriteOpen(file, OpenConnections, cancellationToken);
        var figures = CaptureFigures.Read((await CheckedAsync(folder, AgentProcess.Command(CaptureRun.Memory, file), cancellationToken)).Output);
        _rows.Add(new BenchRow(Aims.CaptureMemory, "MB", figures.PeakMegabytes, $"most resident with every protocol on, without the file that is mapped; {figures.MostFlows:F0} flows at once"));
        var peer = Peer.Everybody.First(p => p.Row == Aims.NdpiReader);
        if (peer.Path is not null)
        {
            var run = await PinnedRun.MeasureAsync(folder, peer.CommandFor(file, folder), cancellationToken);
            _rows.Add(new BenchRow("ndpiReader's memory of the same", "MB", run.PeakMegabytes, "most resident of its process"));
        }

        File.Delete(file);
    }

    private async Task CorpusRowAsync(string folder, CancellationToken cancellationToken)
    {
        if (CorpusFile.Folder is not { } corpus)
        {
            return;
        }

        Progress.Say("the corpus of real captures, repeated");
        var file = Path.Combine(folder, "corpus.pcap");
        var (frames, bytes) = CorpusFile.Write(corpus, file, CorpusPackets);
        foreach (var (row, command) in ((string, string[])[])
        [
            (Aims.NdpiReader + ", the corpus", [.. Peer.Everybody.First(p => p.Row == Aims.NdpiReader) is { Path: not null } peer ? peer.CommandFor(file, folder) : ["false"]]),
            (Aims.CaptureAll + ", the corpus", AgentProcess.Command(CaptureRun.All, file)),
        ])
        {
            var run = await PinnedRun.MeasureAsync(folder, command, cancellationToken);
            _rows.Add(run.Status == 0
                ? Row(row, frames, [run], $"small captures of many protocols, again and again: {frames} packets, {bytes / frames} B on average; once")
                : new BenchRow(row, "packets/s", 0, $"it failed: {run.Output.ReplaceLineEndings(" ")}"));
        }

        File.Delete(file);
    }

    private async Task LiveRowsAsync(string mix, CancellationToken cancellationToken)
    {
        Progress.Say("live on a cable of its own");
        var results = new List<(long Sent, double PerSecond, long Lost, string Note)>();
        for (var round = 0; round < Repeat.Times; round++)
        {
            await using var live = new LiveRun();
            results.Add(await live.MeasureAsync(mix, cancellationToken));
        }

        var worst = results.MaxBy(r => r.Lost);
        if (results.Exists(r => r.Sent == 0))
        {
            _rows.Add(new BenchRow(Aims.LiveRate, "packets/s", 0, results.Find(r => r.Sent == 0).Note));
            return;
        }

        _rows.Add(new BenchRow(Aims.LiveRate, "packets/s", Repeat.Median(results.Select(r => r.PerSecond)), "tcpreplay at top speed on one core, the reader with every protocol on the other; default buffer"));
        _rows.Add(new BenchRow(Aims.LiveLost, "frames", worst.Lost, $"the worst of {results.Count} times {worst.Sent:N0} sent; {worst.Note}; in all {results.Sum(r => r.Lost):N0} of {results.Sum(r => r.Sent):N0}"));
    }

    private static async Task<PinnedRun> CheckedAsync(string folder, string[] command, CancellationToken cancellationToken)
    {
        var run = await PinnedRun.MeasureAsync(folder, command, cancellationToken);
        return run.Status == 0 ? run : throw new InvalidOperationException($"{string.Join(' ', command)}: {run.Output}");
    }

    private List<PinnedRun> Sound(string row) =>
        _runs[row].Find(r => r.Status != 0) is { Status: not 0 } failed ? throw new InvalidOperationException($"{row}: {failed.Output}") : _runs[row];

    private static BenchRow Row(string row, double packets, List<PinnedRun> runs, string note) => new(
        row, "packets/s", packets / Repeat.Median(runs.Select(r => r.WallSeconds)),
        $"{note}; {Table.Number(packets / Repeat.Median(runs.Select(r => r.CpuSeconds)))} a CPU-second; {Table.Number(Repeat.Median(runs.Select(r => r.PeakMegabytes)))} MB");

    private static string Inner(string row) => row + ", inner";

    private static string Steady(string row) => row + ", warm";

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "?";
}
