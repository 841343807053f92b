using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.SignIns;

/// <summary>An address in 16 bytes instead of a text of 50 to 100: states hold millions.</summary>
[GenerateSerializer, Immutable, Alias("soc.PackedIp"), StructLayout(LayoutKind.Auto)]
public readonly record struct PackedIp([property: Id(0)] ulong High, [property: Id(1)] ulong Low)
{
    // As IPv4-mapped IPv6 addresses are written: ::ffff:a.b.c.d.
    private const ulong IPv4Mark = 0xffff_0000_0000;

    public bool IsNone => this == default;

    /// <summary>The address of a canonical text; none for null and for what is no address.</summary>
    public static PackedIp Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return default;
        }

        if (TryReadIPv4(text, out var v4))
        {
            return new PackedIp(0, IPv4Mark | v4);
        }

        if (!IPAddress.TryParse(text, out var address))
        {
            return default;
        }

        Span<byte> bytes = stackalloc byte[16];
        (address.AddressFamily == AddressFamily.InterNetwork ? address.MapToIPv6() : address).TryWriteBytes(bytes, out _);
        return new PackedIp(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }

    /// <summary>The canonical text; null for none.</summary>
    public string? Text
    {
        get
        {
            if (IsNone)
            {
                return null;
            }

            Span<byte> bytes = stackalloc byte[16];
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
            return High == 0 && Low >> 32 == IPv4Mark >> 32 ? new IPAddress(bytes[12..]).ToString() : new IPAddress(bytes).ToString();
        }
    }

    private static bool TryReadIPv4(ReadOnlySpan<char> text, out uint value)
    {
        value = 0;
        var part = -1;
        var dots = 0;
        foreach (var c in text)
        {
            if (c is >= '0' and <= '9')
            {
                part = (part < 0 ? 0 : part * 10) + (c - '0');
                if (part > 255)
                {
                    return false;
                }
            }
            else if (c == '.' && part >= 0 && dots < 3)
            {
                value = (value << 8) | (uint)part;
                part = -1;
                dots++;
            }
            else
            {
                return false;
            }
        }

        value = (value << 8) | (uint)Math.Max(part, 0);
        return dots == 3 && part >= 0;
    }
}
