using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Soc.Capture.Decode;

namespace Soc.Capture.Reset;

/// <summary>A range of IP addresses, as "10.0.0.0/8", "2001:db8::/32", or one address alone.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AddressRange
{
    private const int V4Bits = 32;
    private const int V6Bits = 128;

    private readonly UInt128 _first;
    private readonly UInt128 _mask;
    private readonly bool _isSet;

    private AddressRange(NetAddress address, int prefixBits)
    {
        // IPv4 stands in the last 32 bits of the mapped form, so that its prefix is 96 longer.
        var bits = prefixBits + (address.IsV4 ? V6Bits - V4Bits : 0);
        _mask = bits == 0 ? UInt128.Zero : UInt128.MaxValue << (V6Bits - bits);
        _first = new UInt128(address.High, address.Low) & _mask;
        _isSet = true;
    }

    public bool Contains(NetAddress address) => _isSet && (new UInt128(address.High, address.Low) & _mask) == _first;

    /// <summary>One address alone.</summary>
    public static AddressRange Of(NetAddress address) => new(address, address.IsV4 ? V4Bits : V6Bits);

    public static bool TryParse(string text, out AddressRange range)
    {
        ArgumentNullException.ThrowIfNull(text);
        range = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var ip))
        {
            return false;
        }

        var bytes = ip.GetAddressBytes();
        var isV4 = ip.AddressFamily == AddressFamily.InterNetwork;
        var bits = isV4 ? V4Bits : V6Bits;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits) || bits > (isV4 ? V4Bits : V6Bits)))
        {
            return false;
        }

        range = new AddressRange(isV4 ? NetAddress.V4(bytes) : NetAddress.V6(bytes), bits);
        return true;
    }
}
