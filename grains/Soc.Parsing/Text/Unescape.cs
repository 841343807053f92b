using System.Globalization;
using System.Text;

namespace Soc.Parsing.Text;

/// <summary>Undoes a format's escapes; the result is never longer than the value.</summary>
internal static class Unescape
{
    /// <param name="keepsLetters">For user names: <c>\n</c> is a backslash and an n, since a sender that forgot to double it meant that.</param>
    /// <returns>Bytes written to <paramref name="destination"/>, which is at least as long as <paramref name="value"/>.</returns>
    public static int Write(ReadOnlySpan<byte> value, EscapeStyle style, Span<byte> destination, bool keepsLetters = false)
    {
        var written = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            var next = i + 1 < value.Length ? value[i + 1] : (byte)0;
            switch (style)
            {
                case EscapeStyle.DoubledQuotes when c == '"' && next == '"':
                case EscapeStyle.QuotedValue when c == '\\' && next is (byte)'"' or (byte)'\\':
                case EscapeStyle.Cef when c == '\\' && next is (byte)'=' or (byte)'\\' or (byte)'|':
                case EscapeStyle.Json when c == '\\' && next is (byte)'"' or (byte)'\\' or (byte)'/':
                    destination[written++] = next;
                    i++;
                    break;
                case EscapeStyle.Cef or EscapeStyle.Json when c == '\\' && !keepsLetters && next is (byte)'n' or (byte)'r' or (byte)'t':
                    destination[written++] = (byte)' ';
                    i++;
                    break;
                case EscapeStyle.Json when c == '\\' && next == 'u' && TryHex(value, i + 2, out var rune):
                    written += rune.EncodeToUtf8(destination[written..]);
                    i += 5;
                    break;
                default:
                    destination[written++] = c;
                    break;
            }
        }

        return written;
    }

    private static bool TryHex(ReadOnlySpan<byte> value, int start, out Rune rune)
    {
        rune = default;
        return start + 4 <= value.Length
            && ushort.TryParse(value.Slice(start, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            && Rune.TryCreate((char)code, out rune);
    }
}
