using System.Net;
using Soc.Model.Policies;

namespace Soc.Response.GuardRails;

/// <summary>Addresses and networks, both as networks.</summary>
internal static class AddressSet
{
    // ::ffff:0:0/96 (RFC 4291 section 2.5.5.2).
    private const int MappedPrefix = 96;

    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    private static readonly IPNetwork[] Special =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("224.0.0.0/3"), IPNetwork.Parse("::/127"), IPNetwork.Parse("ff00::/8"),
    ];

    /// <summary>An address, or a network; bits after the prefix are nothing, and an IPv4 address in an IPv6 one is the IPv4 one.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (!KnownNetworks.TryParse(text, out network))
        {
            return false;
        }

        if (network.BaseAddress.IsIPv4MappedToIPv6 && network.PrefixLength >= MappedPrefix)
        {
            network = new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - MappedPrefix);
        }

        return true;
    }

    /// <summary>They have an address in common. What is no address has none.</summary>
    public static bool Overlaps(string one, string other) => TryParse(one.Trim(), out var a) && TryParse(other.Trim(), out var b) && Overlaps(a, b);

    public static bool TouchesPrivate(IPNetwork network) => Array.Exists(Private, p => Overlaps(p, network));

    public static bool IsSpecial(IPNetwork network) => Array.Exists(Special, s => Overlaps(s, network));

    private static bool Overlaps(IPNetwork a, IPNetwork b) => a.BaseAddress.AddressFamily == b.BaseAddress.AddressFamily && (a.Contains(b.BaseAddress) || b.Contains(a.BaseAddress));
}
