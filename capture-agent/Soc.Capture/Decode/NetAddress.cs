using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace Soc.Capture.Decode;

/// <summary>An IPv4 or IPv6 address; of IPv4 the mapped form (::ffff:a.b.c.d, RFC 4291), so that both are one type without a reference.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NetAddress(ulong High, ulong Low) : IComparable<NetAddress>
{
    /// <summary>Of the longest address as text: eight groups of IPv6, the last two as IPv4.</summary>
    public const int MaxChars = 45;

    private const ulong Mapped = 0x0000_FFFF_0000_0000;

    public bool IsV4 => High == 0 && (Low & 0xFFFF_FFFF_0000_0000) == Mapped;

    public static NetAddress V4(uint address) => new(0, Mapped | address);

    /// <param name="bytes">At least four.</param>
    public static NetAddress V4(ReadOnlySpan<byte> bytes) => V4(BinaryPrimitives.ReadUInt32BigEndian(bytes));

    /// <param name="bytes">At least sixteen.</param>
    public static NetAddress V6(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Reads an address as text, IPv4 or IPv6 without a zone.</summary>
    public static bool TryParse(string text, out NetAddress address)
    {
        address = default;
        Span<byte> bytes = stackalloc byte[16];
        if (!IPAddress.TryParse(text, out var parsed) || !parsed.TryWriteBytes(bytes, out var length))
        {
            return false;
        }

        address = length == 4 ? V4(bytes) : V6(bytes);
        return true;
    }

    public int CompareTo(NetAddress other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    public static bool operator <(NetAddress left, NetAddress right) => left.CompareTo(right) < 0;

    public static bool operator <=(NetAddress left, NetAddress right) => left.CompareTo(right) <= 0;

    public static bool operator >(NetAddress left, NetAddress right) => left.CompareTo(right) > 0;

    public static bool operator >=(NetAddress left, NetAddress right) => left.CompareTo(right) >= 0;

    /// <summary>Writes it in network byte order: 4 bytes or 16.</summary>
    /// <returns>How many.</returns>
    public int WriteTo(Span<byte> target)
    {
        if (IsV4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(target, (uint)Low);
            return 4;
        }

        BinaryPrimitives.WriteUInt64BigEndian(target, High);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], Low);
        return 16;
    }

    /// <summary>As RFC 5952 writes it.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[MaxChars];
        return text[..Format(text)].ToString();
    }

    /// <summary>Writes it as <see cref="ToString"/> has it.</summary>
    /// <param name="text">At least <see cref="MaxChars"/>.</param>
    /// <returns>How many characters.</returns>
    public int Format(Span<char> text)
    {
        int length;
        if (!IsV4)
        {
            Span<byte> bytes = stackalloc byte[16];
            _ = new IPAddress(bytes[..WriteTo(bytes)]).TryFormat(text, out length);
            return length;
        }

        length = 0;
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            _ = ((byte)(Low >> shift)).TryFormat(text[length..], out var digits, provider: CultureInfo.InvariantCulture);
            length += digits;
            if (shift > 0)
            {
                text[length++] = '.';
            }
        }

        return length;
    }
}
