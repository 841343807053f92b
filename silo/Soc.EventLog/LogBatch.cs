using Soc.Model.Events;
using Soc.Model.Ingest;

namespace Soc.EventLog;

/// <summary>Entries read from one partition, in offset order. The arrays run in parallel.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Offsets">Offset of each entry.</param>
/// <param name="Events">The event of each entry (without its raw slice), or null for a receipt.</param>
/// <param name="Receipts">The receipt of each entry, or null for an event.</param>
/// <param name="NextOffset">Where to read on.</param>
/// <param name="Lost">Entries between the asked offset and the first that retention or damage had removed; 0 in ordinary life.</param>
public sealed record LogBatch(
    int Partition,
    IReadOnlyList<long> Offsets,
    IReadOnlyList<SecurityEvent?> Events,
    IReadOnlyList<IngestReceipt?> Receipts,
    long NextOffset,
    long Lost)
{
    public int Count => Offsets.Count;
}
