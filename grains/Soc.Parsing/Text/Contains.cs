using System.Text;

namespace Soc.Parsing.Text;

/// <summary>Words in free text, without regard to case.</summary>
internal static class Contains
{
    private const int MaxBytes = 512;

    /// <summary>Lower-case copy of the first bytes, for several <see cref="Word"/> looks.</summary>
    public static ReadOnlySpan<byte> Lower(ReadOnlySpan<byte> text, Span<byte> buffer)
    {
        text = text[..Math.Min(text.Length, Math.Min(buffer.Length, MaxBytes))];
        Ascii.ToLower(text, buffer, out var written);
        if (written < text.Length)
        {
            // Not ASCII: letter by letter.
            for (var i = 0; i < text.Length; i++)
            {
                buffer[i] = text[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[i] | 0x20) : text[i];
            }
        }

        return buffer[..text.Length];
    }

    public static bool Word(this ReadOnlySpan<byte> lowerText, ReadOnlySpan<byte> lowerWord) => lowerText.IndexOf(lowerWord) >= 0;
}
