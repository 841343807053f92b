using Soc.Capture.Decode;

namespace Soc.Capture.Export;

/// <summary>What an address is good for.</summary>
public static class AddressKinds
{
    /// <summary>
    /// Private or local to a link: of one of the client's own. The same that <see cref="Model.Events.IpText.IsPrivate"/> says of an address as an object,
    /// which would cost one for each end of each event.
    /// </summary>
    public static bool IsInside(NetAddress address) => !IsGroup(address) && (address.IsV4 ? IsInsideV4((uint)address.Low) : IsInsideV6(address));

    /// <summary>Meant for many: multicast, or the broadcast address.</summary>
    public static bool IsGroup(NetAddress address) => address.IsV4
        ? (uint)address.Low >= 0xE000_0000
        : address.High >> 56 == 0xFF;

    // RFC 1918, RFC 6598, RFC 3927, loopback, and "this network".
    private static bool IsInsideV4(uint address) => (address >> 24) switch
    {
        0 or 10 or 127 => true,
        100 => (address & 0xFFC0_0000) == 0x6440_0000,
        169 => address >> 16 == 0xA9FE,
        172 => (address & 0xFFF0_0000) == 0xAC10_0000,
        192 => address >> 16 == 0xC0A8,
        _ => false,
    };

    // Link-local, unique local (RFC 4193), site-local of old, loopback.
    private static bool IsInsideV6(NetAddress address) =>
        (address.High >> 54) is 0x3FA or 0x3FB || address.High >> 57 == 0x7E || address is { High: 0, Low: 1 };
}
