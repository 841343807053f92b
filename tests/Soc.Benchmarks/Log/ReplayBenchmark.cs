using Microsoft.Extensions.Logging.Abstractions;
using Soc.EventLog.Embedded;

namespace Soc.Benchmarks.Log;

/// <summary>Reading back what was appended: the records as they lie on disk, and as events.</summary>
internal static class ReplayBenchmark
{
    private const int Records = 400_000;
    private const int BatchEntries = 1000;

    public static async Task<List<BenchRow>> RunAsync(string folder, TimeSpan length, CancellationToken cancellationToken)
    {
        var directory = Path.Combine(folder, "replay");
        var rows = new List<BenchRow>();
        var log = await EmbeddedEventLog.OpenAsync(new EmbeddedEventLogOptions { Directory = directory, PartitionCount = 1 }, TimeProvider.System, NullLogger.Instance);
        await using (log)
        {
            var entries = LogSamples.Entries(LogSamples.Events(10_000, 300), 1);
            for (var i = 0; i < Records; i += entries.Length)
            {
                await log.AppendAsync(entries, cancellationToken);
            }

            rows.Add(Raw(log, length));
            rows.Add(await EventsAsync(log, length, cancellationToken));
        }

        Directory.Delete(directory, recursive: true);
        return rows;
    }

    private static BenchRow Raw(EmbeddedEventLog log, TimeSpan length)
    {
        using var cursor = new SegmentCursor(() => log.Journal.Partitions[0].Store.Segments, log.Journal.Salt);
        long read = 0;
        var meter = new Meter();
        while (meter.Elapsed < length)
        {
            cursor.Seek(0);
            while (cursor.TryNext(long.MaxValue, out _, out _))
            {
                read++;
            }
        }

        return meter.Row("log replay 300 B, raw with CRC", "records", read, "one partition, page cache");
    }

    private static async Task<BenchRow> EventsAsync(EmbeddedEventLog log, TimeSpan length, CancellationToken cancellationToken)
    {
        long read = 0, next = 0;
        var meter = new Meter();
        while (meter.Elapsed < length)
        {
            var batch = await log.ReadAsync(0, next, BatchEntries, cancellationToken);
            read += batch.Count;
            next = batch.NextOffset >= Records ? 0 : batch.NextOffset;
        }

        return meter.Row("log replay 300 B, as events", "records", read, "one partition, batches of 1,000");
    }
}
