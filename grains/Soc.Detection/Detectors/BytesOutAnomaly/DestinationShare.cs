using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.Detectors.BytesOutAnomaly;

/// <summary>What went to one destination within a window.</summary>
/// <param name="Key">Hash of its name.</param>
/// <param name="Name">Service, domain or address, as sentences tell it.</param>
/// <param name="Class">Its <see cref="DestinationClass"/>.</param>
/// <param name="Bytes">Bytes sent there.</param>
[GenerateSerializer, Immutable, Alias("soc.state.bytes_out_anomaly.share"), StructLayout(LayoutKind.Auto)]
public readonly record struct DestinationShare(
    [property: Id(0)] uint Key,
    [property: Id(1)] string Name,
    [property: Id(2)] byte Class,
    [property: Id(3)] long Bytes);
