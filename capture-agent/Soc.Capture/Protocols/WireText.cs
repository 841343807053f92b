using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Soc.Capture.Protocols;

/// <summary>
/// Text from the wire as it may stand in a log: bounded, and without what could break a line, a terminal or the direction of reading. One rule
/// for all protocols: what is printable stays; controls, formats, private use and what is no character become \xNN for each byte, as on the
/// wire. A backslash stays, as paths have many, unless with what follows it would look like such an escape: then it is \x5c itself, so that no
/// text looks like another. An escape is never cut in two.
/// </summary>
internal static class WireText
{
    public const int EscapeChars = 4;

    private const int UnitBytes = 2;
    private const int MaxUtf8Bytes = 4;

    /// <param name="bytes">ASCII; every other byte is written \xNN.</param>
    /// <param name="maxChars">Most characters of the result.</param>
    public static string OfAscii(ReadOnlySpan<byte> bytes, int maxChars)
    {
        if (IsAllPlain(bytes))
        {
            return RecentTexts.Of(bytes[..Math.Min(bytes.Length, maxChars)]);
        }

        var text = new StringBuilder(Math.Min(bytes.Length, maxChars));
        for (; !bytes.IsEmpty && TryAppend(text, (Rune)(char)bytes[0], IsPlain(bytes), bytes[..1], maxChars); bytes = bytes[1..])
        {
            // Byte by byte.
        }

        return text.ToString();
    }

    /// <param name="bytes">UTF-8, or ASCII; bytes that are neither are written \xNN.</param>
    /// <param name="maxChars">Most characters of the result.</param>
    public static string OfUtf8(ReadOnlySpan<byte> bytes, int maxChars)
    {
        if (IsAllPlain(bytes))
        {
            return RecentTexts.Of(bytes[..Math.Min(bytes.Length, maxChars)]);
        }

        var text = new StringBuilder(Math.Min(bytes.Length, maxChars));
        while (!bytes.IsEmpty)
        {
            var isPlain = Rune.DecodeFromUtf8(bytes, out var rune, out var used) == OperationStatus.Done && IsPlain(rune) && !IsLikeEscape(bytes);
            if (!TryAppend(text, rune, isPlain, bytes[..used], maxChars))
            {
                break;
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }

    /// <param name="bytes">UTF-16, the lower byte first; an odd byte at the end is left out.</param>
    /// <param name="maxChars">Most characters of the result.</param>
    public static string OfUtf16(ReadOnlySpan<byte> bytes, int maxChars)
    {
        if (bytes.Length < UnitBytes)
        {
            return "";
        }

        var text = new StringBuilder(Math.Min(bytes.Length / UnitBytes, maxChars));
        while (bytes.Length >= UnitBytes)
        {
            var first = Unit(bytes, 0);
            var used = UnitBytes;
            var isValid = Rune.TryCreate(first, out var rune);
            if (!isValid && Rune.TryCreate(first, Unit(bytes, 1), out rune))
            {
                (isValid, used) = (true, 2 * UnitBytes);
            }

            if (!TryAppend(text, rune, isValid && IsPlain(rune) && !IsLikeEscape(first, Unit(bytes, 1), Unit(bytes, 2), Unit(bytes, 3)), bytes[..used], maxChars))
            {
                break;
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }

    /// <param name="decoded">What somebody else decoded; its bytes on the wire are not known, those in UTF-8 are escaped.</param>
    /// <param name="maxChars">Most characters of the result.</param>
    public static string OfUnicode(string decoded, int maxChars)
    {
        var text = new StringBuilder(Math.Min(decoded.Length, maxChars));
        Span<byte> utf8 = stackalloc byte[MaxUtf8Bytes];
        var at = 0;
        foreach (var rune in decoded.EnumerateRunes())
        {
            var isLikeEscape = at + 3 < decoded.Length && IsLikeEscape(decoded[at], decoded[at + 1], decoded[at + 2], decoded[at + 3]);
            if (!TryAppend(text, rune, IsPlain(rune) && !isLikeEscape, utf8[..rune.EncodeToUtf8(utf8)], maxChars))
            {
                break;
            }

            at += rune.Utf16SequenceLength;
        }

        return text.ToString();
    }

    /// <summary>The first of these bytes, as ASCII, may stay as it is.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> bytes) => bytes[0] is >= (byte)' ' and <= (byte)'~' && !IsLikeEscape(bytes);

    /// <summary>These bytes begin with what an escape looks like.</summary>
    private static bool IsLikeEscape(ReadOnlySpan<byte> bytes) => bytes is [(byte)'\\', var x, var high, var low, ..] && IsLikeEscape('\\', (char)x, (char)high, (char)low);

    private static bool IsLikeEscape(char backslash, char x, char high, char low) =>
        backslash == '\\' && (x | 0x20) == 'x' && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low);

    private static bool IsAllPlain(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~') && !bytes.Contains((byte)'\\');

    private static char Unit(ReadOnlySpan<byte> bytes, int index) =>
        (UnitBytes * index) + 1 < bytes.Length ? (char)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(UnitBytes * index)..]) : '\0';

    /// <summary>Controls break lines, formats turn the direction of reading, private use looks as everybody likes, and what is not assigned may do any of it one day.</summary>
    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    private static bool TryAppend(StringBuilder text, Rune rune, bool isPlain, ReadOnlySpan<byte> wire, int maxChars)
    {
        if (text.Length + (isPlain ? rune.Utf16SequenceLength : EscapeChars * wire.Length) > maxChars)
        {
            return false;
        }

        if (isPlain)
        {
            Span<char> chars = stackalloc char[2];
            text.Append(chars[..rune.EncodeToUtf16(chars)]);
            return true;
        }

        foreach (var b in wire)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
        }

        return true;
    }
}
