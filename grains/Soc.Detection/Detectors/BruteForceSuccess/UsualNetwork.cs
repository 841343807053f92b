using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.Detectors.BruteForceSuccess;

/// <summary>A network from which a user signs in without trouble.</summary>
/// <param name="NetworkHash">As in the address facts.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null unknown.</param>
/// <param name="FirstMs">First seen, ms since the epoch.</param>
/// <param name="LastMs">Last seen, ms since the epoch.</param>
[GenerateSerializer, Immutable, Alias("soc.state.brute_force_success.network"), StructLayout(LayoutKind.Auto)]
public readonly record struct UsualNetwork(
    [property: Id(0)] ulong NetworkHash,
    [property: Id(1)] string? Country,
    [property: Id(2)] long FirstMs,
    [property: Id(3)] long LastMs);
