using System.Buffers.Text;
using System.Text;
using Soc.Model.Events;

namespace Soc.Parsing.Text;

/// <summary>Values of fields from their bytes: text without control characters, numbers, addresses.</summary>
internal static class FieldText
{
    /// <summary>Longest value kept, in bytes.</summary>
    public const int MaxBytes = 1024;

    /// <summary>Longest <see cref="SecurityEvent.Message"/>, in bytes here, so never more characters than allowed.</summary>
    public const int MaxMessageBytes = 512;

    /// <summary>Trimmed text; null when nothing is left, or for the words that mean "none".</summary>
    public static string? Read(ReadOnlySpan<byte> value, int maxBytes = MaxBytes)
    {
        value = value.Trim(" \t\r\n\0"u8);
        if (value.IsEmpty || IsNone(value))
        {
            return null;
        }

        if (value.Length > maxBytes)
        {
            value = value[..CutBefore(value, maxBytes)];
        }

        return value.IndexOfAnyInRange((byte)0, (byte)0x1f) < 0 ? StringPool.Get(value) : WithoutControls(value);
    }

    /// <summary>True for "N/A", "-", "--", "n/a", "null", "none", "(empty)" and the like.</summary>
    public static bool IsNone(ReadOnlySpan<byte> value) => value.Length switch
    {
        1 => value[0] == '-',
        2 => value.SequenceEqual("--"u8),
        3 => value.EqualsIgnoreCase("n/a"u8),
        4 => value.EqualsIgnoreCase("null"u8) || value.EqualsIgnoreCase("none"u8),
        7 => value.EqualsIgnoreCase("(empty)"u8),
        _ => false,
    };

    /// <summary>The leading digits as a number; 0 when there are none or they overflow.</summary>
    public static long Number(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value.Trim((byte)' '), out long number, out _) ? number : 0;

    /// <summary>Port 1–65535, else 0.</summary>
    public static int Port(ReadOnlySpan<byte> value) => Number(value) is > 0 and <= 65535 and var port ? (int)port : 0;

    /// <summary>Canonical address or null; the common dotted quad takes a short way without a parse.</summary>
    public static string? Ip(ReadOnlySpan<byte> value)
    {
        value = value.Trim((byte)' ');
        if (value.IsEmpty)
        {
            return null;
        }

        return IsPlainIpv4(value, out var isUnspecified)
            ? isUnspecified ? null : StringPool.Get(value)
            : IpText.Canonical(value);
    }

    /// <summary>At most <see cref="SecurityEvent.MaxRawBytes"/> of a record, not cut within a character.</summary>
    public static byte[] Raw(ReadOnlySpan<byte> record) =>
        record.Length <= SecurityEvent.MaxRawBytes
            ? record.ToArray()
            : record[..CutBefore(record, SecurityEvent.MaxRawBytes)].ToArray();

    public static bool EqualsIgnoreCase(this ReadOnlySpan<byte> value, ReadOnlySpan<byte> other) => Ascii.EqualsIgnoreCase(value, other);

    private static bool IsPlainIpv4(ReadOnlySpan<byte> value, out bool isUnspecified)
    {
        isUnspecified = false;
        if (value.Length is < 7 or > 15)
        {
            return false;
        }

        var part = 0;
        var digits = 0;
        var dots = 0;
        var sum = 0;
        foreach (var c in value)
        {
            if (c == '.')
            {
                if (digits == 0 || ++dots > 3)
                {
                    return false;
                }

                part = 0;
                digits = 0;
                continue;
            }

            // A leading zero is left to the parser of addresses.
            if (c is < (byte)'0' or > (byte)'9' || (digits > 0 && part == 0))
            {
                return false;
            }

            part = part * 10 + (c - '0');
            sum += c - '0';
            if (++digits > 3 || part > 255)
            {
                return false;
            }
        }

        isUnspecified = sum == 0;
        return dots == 3 && digits > 0;
    }

    private static int CutBefore(ReadOnlySpan<byte> value, int length)
    {
        while (length > 0 && (value[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return length;
    }

    private static string WithoutControls(ReadOnlySpan<byte> value)
    {
        Span<byte> clean = stackalloc byte[value.Length];
        for (var i = 0; i < value.Length; i++)
        {
            clean[i] = value[i] < 0x20 ? (byte)' ' : value[i];
        }

        return Encoding.UTF8.GetString(clean);
    }
}
