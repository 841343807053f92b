using System.Globalization;
using System.Text;

namespace Soc.Capture.Protocols.Tls;

/// <summary>Text from the wire that can do no harm in a log or on a screen: bounded, and without control characters.</summary>
internal static class PrintableText
{
    /// <summary>Bytes as ASCII; every other byte is written \xNN.</summary>
    /// <param name="maxChars">What comes after so many characters is cut off; an escape is never cut in two.</param>
    public static string OfAscii(ReadOnlySpan<byte> bytes, int maxChars)
    {
        var cut = bytes[..Math.Min(bytes.Length, maxChars)];
        if (!cut.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            return Encoding.ASCII.GetString(cut);
        }

        var text = new StringBuilder(cut.Length + 16);
        foreach (var b in cut)
        {
            if (!AppendByte(text, b, maxChars))
            {
                break;
            }
        }

        return text.ToString();
    }

    /// <summary>Letters of all scripts stay; what controls, formats (such as the direction of writing) or is no character is written \xNN for each of its bytes in UTF-8.</summary>
    public static string OfUnicode(string decoded, int maxChars)
    {
        var text = new StringBuilder(Math.Min(decoded.Length, maxChars));
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in decoded.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse)
            {
                var escaped = utf8[..rune.EncodeToUtf8(utf8)];
                if (text.Length + (4 * escaped.Length) > maxChars)
                {
                    break;
                }

                foreach (var b in escaped)
                {
                    _ = text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
                }
            }
            else if (text.Length + rune.Utf16SequenceLength > maxChars)
            {
                break;
            }
            else
            {
                _ = text.Append(rune.ToString());
            }
        }

        return text.ToString();
    }

    private static bool AppendByte(StringBuilder text, byte b, int maxChars)
    {
        var isPlain = b is >= (byte)' ' and <= (byte)'~';
        if (text.Length + (isPlain ? 1 : 4) > maxChars)
        {
            return false;
        }

        _ = isPlain ? text.Append((char)b) : text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
        return true;
    }
}
