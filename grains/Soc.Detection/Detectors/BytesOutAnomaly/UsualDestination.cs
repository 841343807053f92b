using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.Detectors.BytesOutAnomaly;

/// <summary>A destination that a device sends much to, and on how many days it did.</summary>
/// <param name="Key">Hash of its name.</param>
/// <param name="Days">Days with a large upload, saturating.</param>
/// <param name="LastDay">Newest of them, days since the epoch.</param>
/// <param name="LogBytes">Mean natural logarithm of the bytes of such a day.</param>
[GenerateSerializer, Immutable, Alias("soc.state.bytes_out_anomaly.usual"), StructLayout(LayoutKind.Auto)]
public readonly record struct UsualDestination(
    [property: Id(0)] uint Key,
    [property: Id(1)] byte Days,
    [property: Id(2)] ushort LastDay,
    [property: Id(3)] float LogBytes)
{
    public double Bytes => Math.Exp(LogBytes);
}
