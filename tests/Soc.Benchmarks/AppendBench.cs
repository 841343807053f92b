using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Soc.Benchmarks.Lines;
using Soc.Benchmarks.Running;
using Soc.EventLog;
using Soc.EventLog.Embedded;
using Soc.Model.Events;
using Soc.Parsing;

namespace Soc.Benchmarks;

/// <summary>Durable appends: small and large records, one sender and many.</summary>
internal sealed class AppendBench : IBench
{
    private const int Partitions = 8;
    private static readonly TimeSpan PerRound = TimeSpan.FromMilliseconds(1_500);

    public string Name => "append";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var whole = EventFactory.Of(SourceCatalog.Load(), new SignInMix(10_000, 4, withVpn: false).Take(0, 8_000, now, 1));
        var small = whole.Select(e => e with { Raw = null }).ToArray();
        var large = whole.Select(e => e with { Raw = new byte[1_000] }).ToArray();
        return
        [
            await MeasureAsync("append, 300 B records, 16 senders of 500", small, 16, 500, cancellationToken),
            await MeasureAsync("append, 1.3 KB records, 16 senders of 500", large, 16, 500, cancellationToken),
            await MeasureAsync("append, 1.3 KB records, 64 senders of 20", large, 64, 20, cancellationToken),
            await MeasureAsync("append, 1.3 KB records, 1 sender of 1", large, 1, 1, cancellationToken),
        ];
    }

    private static async Task<BenchRow> MeasureAsync(string name, SecurityEvent[] events, int senders, int perAppend, CancellationToken cancellationToken)
    {
        Progress.Say(name);
        var entries = EventFactory.Entries(events, Partitions);
        var rates = new List<double>();
        var commits = new List<double>();
        var bytes = 0.0;
        for (var round = 0; round < Repeat.Times; round++)
        {
            using var folder = new TempFolder();
            await using var log = EmbeddedEventLog.Open(
                new EmbeddedEventLogOptions { Directory = Path.Combine(folder.Path, "log"), PartitionCount = Partitions },
                TimeProvider.System, NullLogger.Instance);
            var watch = Stopwatch.StartNew();
            var done = await Task.WhenAll(Enumerable.Range(0, senders).Select(s => Task.Run(() => SendAsync(log, entries, s, perAppend, watch, cancellationToken), cancellationToken)));
            var seconds = watch.Elapsed.TotalSeconds;
            var records = done.Sum(d => (long)d.Count * perAppend);
            rates.Add(records / seconds);
            commits.AddRange(done.SelectMany(d => d));
            bytes = SizeOf(folder.Path) / (double)records;
        }

        commits.Sort();
        return new BenchRow(
            name, "records/s", Repeat.Median(rates),
            $"fsync before each answer; commit p50 {Table.Number(Repeat.Percentile(commits, 0.5))} ms, p99 {Table.Number(Repeat.Percentile(commits, 0.99))} ms; {Table.Number(bytes)} B a record on disk");
    }

    private static async Task<List<double>> SendAsync(EmbeddedEventLog log, LogEntry[] entries, int sender, int perAppend, Stopwatch watch, CancellationToken cancellationToken)
    {
        var took = new List<double>();
        for (var i = sender * perAppend; watch.Elapsed < PerRound; i += perAppend)
        {
            var chunk = new ArraySegment<LogEntry>(entries, i % (entries.Length - perAppend), perAppend);
            var started = Stopwatch.GetTimestamp();
            try
            {
                await log.AppendAsync(chunk, cancellationToken);
                took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            catch (EventLogBusyException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
            }
        }

        return took;
    }

    private static long SizeOf(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
}
