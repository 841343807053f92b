using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.Detectors.UnusualHours;

/// <summary>A stretch of unusual hours that was told, and until when it went on.</summary>
/// <param name="FirstMs">Event time of the sign-in that it was told by.</param>
/// <param name="LastMs">Newest sign-in of it.</param>
/// <param name="Hour">Hour of the day 0–23 in the client's zone.</param>
[GenerateSerializer, Immutable, Alias("soc.state.unusual_hours.stretch"), StructLayout(LayoutKind.Auto)]
public readonly record struct ToldStretch(
    [property: Id(0)] long FirstMs,
    [property: Id(1)] long LastMs,
    [property: Id(2)] byte Hour);
