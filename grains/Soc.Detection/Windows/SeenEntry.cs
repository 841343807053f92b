using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.Windows;

/// <summary>A value and the days on which it was seen.</summary>
/// <param name="Key">Packed or hashed value.</param>
/// <param name="FirstDay">Day of the first sighting, days since the epoch.</param>
/// <param name="LastDay">Day of the last sighting.</param>
/// <param name="Days">Distinct days, saturating at 255; days that come out of order may count twice.</param>
[GenerateSerializer, Alias("soc.SeenEntry"), StructLayout(LayoutKind.Auto)]
public readonly record struct SeenEntry(
    [property: Id(0)] uint Key,
    [property: Id(1)] ushort FirstDay,
    [property: Id(2)] ushort LastDay,
    [property: Id(3)] byte Days);
