using System.Runtime.InteropServices;

namespace Soc.Detection.Detectors.Beacon;

/// <summary>A destination that may become worth following.</summary>
/// <param name="LastSeconds">Newest connection, seconds since the epoch.</param>
/// <param name="IntervalSeconds">Interval before it; 0: none yet.</param>
/// <param name="Seen">Connections, saturating.</param>
/// <param name="Even">Even intervals in a row, saturating.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BeaconCandidate(uint LastSeconds, ushort IntervalSeconds, byte Seen, byte Even);
