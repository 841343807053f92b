using Soc.Model.Events;
using Soc.Model.Ingest;

namespace Soc.EventLog;

/// <summary>What the gateway appends: an event, or a receipt that counts what one request brought.</summary>
/// <param name="Partition">0 ≤ partition &lt; PartitionCount; see <see cref="Partitioner"/>.</param>
/// <param name="Event">The event, or null.</param>
/// <param name="Receipt">The receipt, or null; exactly one of the two is set.</param>
public sealed record LogEntry(int Partition, SecurityEvent? Event, IngestReceipt? Receipt);
