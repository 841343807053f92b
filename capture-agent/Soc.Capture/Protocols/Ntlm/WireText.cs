using System.Globalization;
using System.Text;

namespace Soc.Capture.Protocols.Ntlm;

/// <summary>
/// Text from the wire as it may stand in a log: what is printable stays, whatever could break a line, a terminal or the direction of
/// reading becomes \xNN, byte by byte as it was on the wire. A backslash stays as it is.
/// </summary>
internal static class WireText
{
    /// <param name="bytes">UTF-8, or ASCII; bytes that are neither are written as \xNN.</param>
    /// <param name="maxChars">Most characters of the result; an escape is not cut in half.</param>
    public static string OfUtf8(ReadOnlySpan<byte> bytes, int maxChars)
    {
        if (bytes.IsEmpty)
        {
            return "";
        }

        if (bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0)
        {
            return Encoding.ASCII.GetString(bytes[..Math.Min(bytes.Length, maxChars)]);
        }

        var text = new StringBuilder(Math.Min(bytes.Length, maxChars));
        while (!bytes.IsEmpty)
        {
            var isValid = Rune.DecodeFromUtf8(bytes, out var rune, out var used) == System.Buffers.OperationStatus.Done;
            if (!TryAppend(text, rune, isValid, bytes[..used], maxChars))
            {
                break;
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }

    /// <param name="bytes">UTF-16, the lower byte first; an odd byte at the end is left out.</param>
    /// <param name="maxChars">Most characters of the result; an escape is not cut in half.</param>
    public static string OfUtf16(ReadOnlySpan<byte> bytes, int maxChars)
    {
        if (bytes.Length < 2)
        {
            return "";
        }

        var text = new StringBuilder(Math.Min(bytes.Length / 2, maxChars));
        while (bytes.Length >= 2)
        {
            var first = (char)(bytes[0] | (bytes[1] << 8));
            var used = 2;
            var isValid = Rune.TryCreate(first, out var rune);
            if (!isValid && bytes.Length >= 4 && Rune.TryCreate(first, (char)(bytes[2] | (bytes[3] << 8)), out rune))
            {
                (isValid, used) = (true, 4);
            }

            if (!TryAppend(text, rune, isValid, bytes[..used], maxChars))
            {
                break;
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }

    private static bool TryAppend(StringBuilder text, Rune rune, bool isValid, ReadOnlySpan<byte> wire, int maxChars)
    {
        if (isValid && IsPlain(rune))
        {
            if (text.Length + rune.Utf16SequenceLength > maxChars)
            {
                return false;
            }

            Span<char> chars = stackalloc char[2];
            text.Append(chars[..rune.EncodeToUtf16(chars)]);
            return true;
        }

        if (text.Length + (4 * wire.Length) > maxChars)
        {
            return false;
        }

        foreach (var b in wire)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
        }

        return true;
    }

    /// <summary>Controls break lines, formats turn the direction of reading, and what is not assigned may do either one day.</summary>
    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
