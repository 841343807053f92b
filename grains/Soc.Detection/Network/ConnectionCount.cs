using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.Network;

/// <summary>How much of a connection was counted already.</summary>
/// <param name="Key">Hash of what makes it one connection.</param>
/// <param name="BytesOut">Bytes counted.</param>
/// <param name="LastMs">Time of the newest report, ms since the epoch.</param>
/// <param name="IsEnded">It has ended; kept since another sensor may report it as well.</param>
[GenerateSerializer, Immutable, Alias("soc.ConnectionCount"), StructLayout(LayoutKind.Auto)]
public readonly record struct ConnectionCount(
    [property: Id(0)] ulong Key,
    [property: Id(1)] long BytesOut,
    [property: Id(2)] long LastMs,
    [property: Id(3)] bool IsEnded);
