using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace Soc.Enrichment.Ranges;

/// <summary>Addresses from first to last; IPv4 as IPv4-mapped IPv6, so that both live in one table.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IpRange(UInt128 First, UInt128 Last, int PrefixLength)
{
    /// <summary>"203.0.113.0/24", "2001:db8::/32", or a single address.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpRange range)
    {
        range = default;
        text = text.Trim();
        var slash = text.IndexOf('/');
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address) || (slash < 0 && text.IndexOfAny('.', ':') < 0))
        {
            return false;
        }

        var isV4 = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;
        var bits = isV4 ? 32 : 128;
        var prefix = bits;
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bits))
        {
            return false;
        }

        prefix += isV4 ? 96 : 0;
        var mask = prefix == 0 ? UInt128.MaxValue : prefix == 128 ? UInt128.Zero : UInt128.MaxValue >> prefix;
        var first = NumberOf(address) & ~mask;
        range = new IpRange(first, first | mask, prefix);
        return true;
    }

    public static UInt128 NumberOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? address.MapToIPv6() : address).TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
