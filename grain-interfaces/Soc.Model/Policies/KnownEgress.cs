using Orleans;

namespace Soc.Model.Policies;

/// <summary>An address range that the client says is its own: an office, a VPN concentrator, a cloud egress.</summary>
/// <param name="Cidr">"203.0.113.0/24", or a single address.</param>
/// <param name="Name">What people call it ("London office", "corporate VPN Frankfurt").</param>
/// <param name="IsVpn">People behind it can be anywhere.</param>
[GenerateSerializer, Immutable, Alias("soc.KnownEgress")]
public sealed record KnownEgress(
    [property: Id(0)] string Cidr,
    [property: Id(1)] string Name,
    [property: Id(2)] bool IsVpn);
