using System.IO.Hashing;
using System.Text;

namespace Soc.EventLog.Codec;

/// <summary>
/// Strings seen lately: one object for all events that name the same client, service or product. Fixed size, a newer string takes the
/// slot of an older one; for one reader at a time.
/// </summary>
public sealed class StringTable
{
    /// <summary>Slots; must be a power of two.</summary>
    public const int MaxStrings = 16_384;

    /// <summary>Longer strings are seldom the same twice.</summary>
    public const int MaxSharedBytes = 128;

    private readonly string?[] _slots = new string?[MaxStrings];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        if (utf8.Length > MaxSharedBytes)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref var slot = ref _slots[XxHash3.HashToUInt64(utf8) & (MaxStrings - 1)];
        return slot is { } known && IsText(utf8, known) ? known : slot = Encoding.UTF8.GetString(utf8);
    }

    private static bool IsText(ReadOnlySpan<byte> utf8, string text)
    {
        if (Ascii.Equals(utf8, text))
        {
            return true;
        }

        // Three bytes are the most that a character takes.
        Span<byte> bytes = stackalloc byte[MaxSharedBytes * 3];
        return text.Length <= MaxSharedBytes && Encoding.UTF8.TryGetBytes(text, bytes, out var written) && utf8.SequenceEqual(bytes[..written]);
    }
}
