using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Soc.EventLog.Embedded;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.EventLogs.Embedded;

/// <summary>A log of one partition in a folder of its own, whose files a test may damage while it is closed.</summary>
public abstract class EmbeddedLogFixture : IDisposable
{
    private readonly TempFolder _folder = new();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected string LogFolder => _folder.Of("log");

    protected EmbeddedEventLogOptions Options => new() { Directory = LogFolder, PartitionCount = 1 };

    protected FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000));

    /// <summary>Files of the partition, oldest first.</summary>
    protected string[] Files => [.. Directory.GetFiles(Path.Combine(LogFolder, "p000")).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected EmbeddedEventLog Open(EmbeddedEventLogOptions? options = null, TimeProvider? time = null) =>
        EmbeddedEventLog.Open(options ?? Options, time ?? TimeProvider.System, NullLogger.Instance);

    /// <summary>Appends one entry at a time, so that each is a record of its own window.</summary>
    protected static async Task AppendAsync(EmbeddedEventLog log, int first, int count, int rawBytes = 0)
    {
        ArgumentNullException.ThrowIfNull(log);
        for (var i = 0; i < count; i++)
        {
            await log.AppendAsync([Samples.Entry(0, first + i, rawBytes)], Cancel);
        }
    }

    /// <summary>All entries that can be read now, with the losses before them.</summary>
    protected static async Task<List<ReadEntry>> ReadAllAsync(EmbeddedEventLog log, long from = 0)
    {
        ArgumentNullException.ThrowIfNull(log);
        var all = new List<ReadEntry>();
        var next = from;
        while (next < log.EndOffset(0))
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            patience.CancelAfter(TimeSpan.FromSeconds(5));
            var batch = await log.ReadAsync(0, next, 100, patience.Token);
            for (var i = 0; i < batch.Count; i++)
            {
                all.Add(new ReadEntry(batch.Offsets[i], batch.Events[i], batch.Receipts[i], i == 0 ? batch.Lost : 0));
            }

            next = batch.NextOffset;
        }

        return all;
    }
}
