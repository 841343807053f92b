using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Soc.Enrichment.Ranges;

/// <summary>Addresses from first to last; IPv4 as IPv4-mapped IPv6, so that both live in one table.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IpRange(UInt128 First, UInt128 Last, int PrefixLength)
{
    private const int MappedPrefix = 96;

    /// <summary>First of the IPv4-mapped addresses, ::ffff:0:0.</summary>
    private static readonly UInt128 MappedFirst = (UInt128)0xffff << 32;

    private static readonly SearchValues<char> Ipv4Characters = SearchValues.Create("0123456789.");

    public bool IsV4 => PrefixLength >= MappedPrefix && First >> 32 == MappedFirst >> 32;

    /// <summary>Half of the address space or the like: such a line is a slip, and would mark everybody. IPv4 wider than /8, IPv6 wider than /16.</summary>
    public bool IsTooBroad => IsV4 ? PrefixLength < MappedPrefix + 8 : PrefixLength < 16;

    /// <summary>
    /// "203.0.113.0/24", "2001:db8::/32", or a single address; bits of the host are cleared. An IPv6 range that would swallow
    /// the IPv4-mapped addresses ("::/0") is none: nobody who writes it means IPv4.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpRange range)
    {
        range = default;
        text = text.Trim();
        var slash = text.IndexOf('/');
        var host = slash < 0 ? text : text[..slash];
        if (!TryAddress(host, out var address))
        {
            return false;
        }

        var bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var prefix = bits;
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bits))
        {
            return false;
        }

        prefix += 128 - bits;
        var number = NumberOf(address);
        var mask = prefix switch { 0 => UInt128.MaxValue, 128 => UInt128.Zero, _ => UInt128.MaxValue >> prefix };
        var first = number & ~mask;
        if (prefix < MappedPrefix && first <= MappedFirst && (first | mask) >= MappedFirst)
        {
            return false;
        }

        range = new IpRange(first, first | mask, prefix);
        return true;
    }

    public static UInt128 NumberOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            address.TryWriteBytes(bytes, out _);
            return MappedFirst | BinaryPrimitives.ReadUInt32BigEndian(bytes);
        }

        address.TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>"203.0.113.0/24", "2001:db8::/32"; one text for one range.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, First);
        return IsV4
            ? string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes[12..])}/{PrefixLength - MappedPrefix}")
            : string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{PrefixLength}");
    }

    // IPAddress takes "1", "10.1" and "0x7f.1" for addresses; a list never means those.
    private static bool TryAddress(ReadOnlySpan<char> text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.IndexOf(':') < 0 && (text.Count('.') != 3 || text.IndexOfAnyExcept(Ipv4Characters) >= 0))
        {
            return false;
        }

        return IPAddress.TryParse(text, out address!);
    }
}
