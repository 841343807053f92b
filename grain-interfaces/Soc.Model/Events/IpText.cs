using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Soc.Model.Events;

/// <summary>One text for one address, so that keys and comparisons hold.</summary>
public static class IpText
{
    private static readonly SearchValues<char> Ipv4Characters = SearchValues.Create("0123456789.");

    /// <summary>
    /// Canonical text: IPv4-mapped IPv6 unmapped, zone index dropped, brackets and a trailing <c>:port</c> removed,
    /// IPv6 compressed and lower case. Null for anything that is no address (empty, "-", "N/A", names) and for the
    /// unspecified address, which sources write for "none".
    /// </summary>
    public static string? Canonical(ReadOnlySpan<char> text)
    {
        text = text.Trim().Trim('"');
        if (text.IsEmpty || text.Length > 64)
        {
            return null;
        }

        if (text[0] == '[')
        {
            var close = text.IndexOf(']');
            if (close < 0)
            {
                return null;
            }

            text = text[1..close];
        }
        else if (text.Count(':') == 1)
        {
            text = text[..text.IndexOf(':')];
        }

        var zone = text.IndexOf('%');
        if (zone >= 0)
        {
            text = text[..zone];
        }

        // IPAddress accepts "1" and "0x7f.1"; a log never means those.
        if (text.IndexOf(':') < 0 && (text.Count('.') != 3 || text.IndexOfAnyExcept(Ipv4Characters) >= 0))
        {
            return null;
        }

        if (!IPAddress.TryParse(text, out var address))
        {
            return null;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? null : address.ToString();
    }

    /// <summary>As <see cref="Canonical(ReadOnlySpan{char})"/>, from UTF-8.</summary>
    public static string? Canonical(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > 64)
        {
            return null;
        }

        Span<char> buffer = stackalloc char[64];
        var length = Encoding.Latin1.GetChars(utf8, buffer);
        return Canonical(buffer[..length]);
    }

    /// <summary>True for loopback, link-local, private (RFC 1918, RFC 4193), shared (RFC 6598) and multicast addresses: they have no place on a map.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        if (IPAddress.IsLoopback(address))
        {
            return true;
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast || address.IsIPv6SiteLocal;
        }

        Span<byte> b = stackalloc byte[4];
        return address.TryWriteBytes(b, out _) && b[0] switch
        {
            0 or 10 or 127 => true,
            100 => b[1] is >= 64 and <= 127,
            169 => b[1] == 254,
            172 => b[1] is >= 16 and <= 31,
            192 => b[1] == 168,
            >= 224 => true,
            _ => false,
        };
    }
}
