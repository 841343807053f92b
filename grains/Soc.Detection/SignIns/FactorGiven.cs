using System.Runtime.InteropServices;
using Orleans;
using Soc.Model.Events;

namespace Soc.Detection.SignIns;

/// <summary>A second factor that the user gave, with the network it was given for.</summary>
/// <param name="AtMs">Event time, ms since the epoch.</param>
/// <param name="NetworkHash">Network of the sign-in it was given for; 0 when the source names none, or names a gateway of the company.</param>
/// <param name="Event">The event.</param>
[GenerateSerializer, Immutable, Alias("soc.FactorGiven"), StructLayout(LayoutKind.Auto)]
public readonly record struct FactorGiven(
    [property: Id(0)] long AtMs,
    [property: Id(1)] ulong NetworkHash,
    [property: Id(2)] EventId Event);
