using System.Diagnostics;
using System.Globalization;
using Soc.Benchmarks.Running;
using Soc.EventLog;

namespace Soc.Benchmarks.Log.Candidates;

/// <summary>The same records through each candidate: how many a second, how soon acknowledged, and whether all come back.</summary>
internal static class CandidateBenchmark
{
    private const int Callers = 16;
    private const int PerAppend = 500;

    private static readonly (string Name, Func<string, ILogCandidate> Open)[] All =
    [
        ("ours", static folder => new OwnLog(folder)),
        ("RocksDB", static folder => new RocksDbLog(folder)),
        ("FasterLog", static folder => new FasterLogCandidate(folder)),
        ("SQLite", static folder => new SqliteLog(folder)),
    ];

    public static async Task<List<BenchRow>> RunAsync(string folder, TimeSpan length, CancellationToken cancellationToken)
    {
        var rows = new List<BenchRow>();
        foreach (var bytes in (int[])[300, 1_300])
        {
            var batches = LogSamples.Entries(LogSamples.Events(20_000, bytes), OwnLog.Partitions).Chunk(PerAppend).ToArray();
            foreach (var (name, open) in All)
            {
                Progress.Say(Name(name, bytes));
                rows.Add(await MeasureAsync(name, bytes, open, batches, Path.Combine(folder, "candidate"), length, cancellationToken));
            }
        }

        return rows;
    }

    private static string Name(string candidate, int bytes) => string.Create(CultureInfo.InvariantCulture, $"log {candidate}, {bytes} B records");

    private static async Task<BenchRow> MeasureAsync(
        string name, int bytes, Func<string, ILogCandidate> open, LogEntry[][] batches, string folder, TimeSpan length, CancellationToken cancellationToken)
    {
        try
        {
            var (appended, rate, perCore, took) = await AppendAsync(open, batches, folder, length, cancellationToken);
            var replay = await ReplayAsync(open, folder, appended, cancellationToken);
            var note = $"{Callers} callers of {PerAppend}, durable before each answer, encoding included; commit p50 {Table.Number(Repeat.Percentile(took, 0.5))} ms, p99 {Table.Number(Repeat.Percentile(took, 0.99))} ms; {Table.Number(perCore)} per core-second; {replay}; once";
            return new BenchRow(Name(name, bytes), "records/s", rate, note, string.Equals(name, All[0].Name, StringComparison.Ordinal) ? null : Name(All[0].Name, bytes));
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task<(long Appended, double Rate, double PerCoreSecond, List<double> TookMs)> AppendAsync(
        Func<string, ILogCandidate> open, LogEntry[][] batches, string folder, TimeSpan length, CancellationToken cancellationToken)
    {
        var candidate = open(folder);
        await using (candidate)
        {
            // The first compiles; it counts as a record that must come back.
            await candidate.AppendAsync(batches[0], cancellationToken);
            var took = new List<double>[Callers];
            var meter = new Meter();
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(
                async () =>
                {
                    var own = took[caller] = [];
                    for (var i = caller; meter.Elapsed < length; i += Callers)
                    {
                        var started = Stopwatch.GetTimestamp();
                        await candidate.AppendAsync(batches[i % batches.Length], cancellationToken);
                        own.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                    }
                },
                cancellationToken)));
            var (seconds, cpuSeconds) = meter.Read();
            var all = took.SelectMany(t => t).Order().ToList();
            var appended = (long)all.Count * PerAppend;
            return (appended + PerAppend, appended / seconds, appended / cpuSeconds, all);
        }
    }

    // Opened anew, as after a restart.
    private static async Task<string> ReplayAsync(Func<string, ILogCandidate> open, string folder, long appended, CancellationToken cancellationToken)
    {
        try
        {
            var candidate = open(folder);
            await using (candidate)
            {
                var watch = Stopwatch.StartNew();
                var whole = await candidate.ReplayAsync(cancellationToken);
                var rate = Table.Number(whole / watch.Elapsed.TotalSeconds);
                return whole == appended
                    ? $"replay returns all, {rate} a second"
                    : $"REPLAY RETURNS {Table.Number(whole)} OF {Table.Number(appended)}";
            }
        }
#pragma warning disable CA1031 // a candidate that cannot read its own log back is a result
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return $"REPLAY FAILS: {e.Message.ReplaceLineEndings(" ")}";
        }
    }
}
