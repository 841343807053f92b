using System.Runtime.InteropServices;

namespace Soc.Model.Ocsf;

/// <summary>What the reader is told besides the document.</summary>
/// <param name="Client">Client company; never taken from the document.</param>
/// <param name="ReceivedMs">Arrival, ms since the epoch.</param>
/// <param name="Source">Source of the events of other producers.</param>
/// <param name="FallbackTimeMs">Time of events that carry none, ms since the epoch.</param>
/// <param name="IsOwn">True for documents that this system wrote and kept itself: ids, source and user key are then taken over. Never for what comes from outside, which could take the ids of other events.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OcsfReadContext(string Client, long ReceivedMs, string Source = "ocsf", long FallbackTimeMs = 0, bool IsOwn = false);
