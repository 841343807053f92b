using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Soc.Detection.Network;

/// <summary>A hardware address as 48 bits.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MacAddress(ulong Value)
{
    private const int Digits = 12;
    private const ulong LocalBit = 1UL << 41;
    private const ulong GroupBit = 1UL << 40;

    /// <summary>Chosen by the device itself, not given by its maker: phones change theirs for privacy, virtual machines have such ones.</summary>
    public bool IsLocallyAdministered => (Value & LocalBit) != 0;

    /// <summary>The first three bytes: who made it.</summary>
    public int Maker => (int)(Value >> 24);

    /// <summary>One device has it: not broadcast, multicast or nothing, and not the address that routers share (VRRP, RFC 5798; HSRP).</summary>
    public bool IsOfOneDevice => Value != 0 && (Value & GroupBit) == 0 && Value >> 16 is not (0x00005E00 or 0x00000C07);

    /// <summary>32 bits for tables; never 0.</summary>
    public uint Key
    {
        get
        {
            var value = Value;
            var hash = (uint)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(ref value)));
            return hash == 0 ? 1 : hash;
        }
    }

    /// <summary>Reads twelve hexadecimal digits with whatever separators are between them.</summary>
    public static bool TryParse(string? text, out MacAddress mac)
    {
        ulong value = 0;
        var digits = 0;
        foreach (var c in text.AsSpan())
        {
            if (char.IsAsciiHexDigit(c))
            {
                value = (value << 4) | (uint)(char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
                digits++;
            }
            else if (c is not (':' or '-' or '.'))
            {
                mac = default;
                return false;
            }
        }

        mac = digits == Digits ? new MacAddress(value) : default;
        return digits == Digits;
    }

    /// <summary>"aa:bb:cc:dd:ee:ff".</summary>
    public override string ToString()
    {
        var hex = Value.ToString("x12", CultureInfo.InvariantCulture);
        return string.Join(':', Enumerable.Range(0, Digits / 2).Select(i => hex.Substring(i * 2, 2)));
    }
}
