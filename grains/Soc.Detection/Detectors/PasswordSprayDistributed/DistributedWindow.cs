using System.Runtime.InteropServices;

namespace Soc.Detection.Detectors.PasswordSprayDistributed;

/// <summary>What a window of failures looks like.</summary>
/// <param name="FirstMs">Its first failure, ms since the epoch.</param>
/// <param name="LastMs">Its last failure, ms since the epoch.</param>
/// <param name="Tries">Failures that count.</param>
/// <param name="Users">Different users.</param>
/// <param name="Addresses">Different addresses.</param>
/// <param name="SharedAddresses">Addresses that tried several users.</param>
/// <param name="Anonymous">Failures from hosting providers, commercial VPNs and Tor.</param>
/// <param name="Networks">Different autonomous systems, as far as known.</param>
/// <param name="OneAgent">Most failures named the same client software.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DistributedWindow(
    long FirstMs,
    long LastMs,
    int Tries,
    int Users,
    int Addresses,
    int SharedAddresses,
    int Anonymous,
    int Networks,
    bool OneAgent);
