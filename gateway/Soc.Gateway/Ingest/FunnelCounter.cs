using System.Runtime.InteropServices;
using Soc.Model.Ingest;

namespace Soc.Gateway.Ingest;

/// <summary>Counts the records of one request for its receipt. Few distinct rows, so a dictionary a request is cheap.</summary>
/// <param name="isReplay">The records were received and counted before: whatever becomes of them, they are not received anew.</param>
internal sealed class FunnelCounter(bool isReplay)
{
    private readonly Dictionary<(string Source, string Outcome, string? Reason), Row> _rows = [];

    public void Add(string source, string outcome, string? reason, int records, int events = 0, long lastEventMs = 0)
    {
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, (source, isReplay ? IngestOutcomes.Replayed : outcome, reason), out _);
        row.Records += records;
        row.Events += events;
        row.LastEventMs = Math.Max(row.LastEventMs, lastEventMs);
    }

    public IngestCount[] ToCounts() =>
    [
        .. _rows
            .OrderBy(r => r.Key.Source, StringComparer.Ordinal)
            .ThenBy(r => r.Key.Outcome, StringComparer.Ordinal)
            .ThenBy(r => r.Key.Reason, StringComparer.Ordinal)
            .Select(r => new IngestCount(r.Key.Source, r.Key.Outcome, r.Key.Reason, r.Value.Records, r.Value.Events, r.Value.LastEventMs)),
    ];

    [StructLayout(LayoutKind.Auto)]
    private record struct Row(long Records, long Events, long LastEventMs);
}
