using Soc.Model.Events;
using Soc.Model.Ingest;

namespace Soc.Storage.Conformance.EventLogs;

/// <summary>One entry as read, with what its batch said was lost before it.</summary>
public sealed record ReadEntry(long Offset, SecurityEvent? Event, IngestReceipt? Receipt, long LostBefore);
