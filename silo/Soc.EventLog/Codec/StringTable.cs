using System.IO.Hashing;
using System.Text;

namespace Soc.EventLog.Codec;

/// <summary>
/// Strings seen lately, by their bytes: one object for all events that name the same client, service or user. Fixed size,
/// a newer string takes the slot of an older one; for one reader at a time.
/// </summary>
public sealed class StringTable
{
    /// <summary>Slots; must be a power of two.</summary>
    public const int MaxStrings = 16_384;

    /// <summary>Longer strings are seldom the same twice.</summary>
    public const int MaxSharedBytes = 128;

    private readonly Slot[] _slots = new Slot[MaxStrings];

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
        if (slot.Bytes is null || !utf8.SequenceEqual(slot.Bytes))
        {
            slot = new Slot(utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }

        return slot.Text;
    }

    private readonly record struct Slot(byte[] Bytes, string Text);
}
