using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Soc.EventLog;
using Soc.EventLog.Embedded;

namespace Soc.Benchmarks.Log;

/// <summary>Durable appends: how many, how soon acknowledged, and what a sync per partition costs against one for all.</summary>
internal static class AppendBenchmark
{
    public static async Task<IReadOnlyList<BenchRow>> RunAsync(string folder, TimeSpan length, CancellationToken cancellationToken)
    {
        var rows = new List<BenchRow>();
        foreach (var bytes in new[] { 300, 1300 })
        {
            foreach (var (callers, batch) in new[] { (1, 1), (64, 1), (16, 100) })
            {
                rows.AddRange(await MeasureAsync(folder, length, bytes, callers, batch, partitions: 8, cancellationToken));
            }
        }

        // One journal for all partitions would read every record for every partition again: is one sync worth that?
        rows.AddRange(await MeasureAsync(folder, length, 300, 64, 1, partitions: 1, cancellationToken));
        rows.AddRange(await MeasureAsync(folder, length, 300, 16, 100, partitions: 1, cancellationToken));
        return rows;
    }

    private static async Task<List<BenchRow>> MeasureAsync(string folder, TimeSpan length, int bytes, int callers, int batch, int partitions, CancellationToken cancellationToken)
    {
        var directory = Path.Combine(folder, "append");
        var entries = LogSamples.Entries(LogSamples.Events(10_000, bytes), partitions);
        var batches = entries.Chunk(batch).Cast<IReadOnlyList<LogEntry>>().ToArray();
        var latencies = new List<long>[callers];
        long appended = 0;
        Meter meter;
        List<BenchRow> rows;
        var log = await EmbeddedEventLog.OpenAsync(new EmbeddedEventLogOptions { Directory = directory, PartitionCount = partitions }, TimeProvider.System, NullLogger.Instance);
        await using (log)
        {
            await log.AppendAsync(batches[0], cancellationToken);
            meter = new Meter();
            await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(
                async () =>
                {
                    var own = latencies[caller] = [];
                    for (var i = caller; meter.Elapsed < length; i += callers)
                    {
                        var started = Stopwatch.GetTimestamp();
                        await log.AppendAsync(batches[i % batches.Length], cancellationToken);
                        own.Add(Stopwatch.GetTimestamp() - started);
                        Interlocked.Add(ref appended, batch);
                    }
                },
                cancellationToken)));
            var note = string.Create(CultureInfo.InvariantCulture, $"{callers} callers of {batch}, {partitions} partitions, fsync");
            var name = string.Create(CultureInfo.InvariantCulture, $"log append {bytes} B");
            rows = [.. meter.Rows(name, "records", appended, note), .. Meter.Latencies(name, [.. latencies.SelectMany(l => l)], note)];
        }

        Directory.Delete(directory, recursive: true);
        return rows;
    }
}
