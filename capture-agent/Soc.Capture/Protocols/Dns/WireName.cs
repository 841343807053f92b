namespace Soc.Capture.Protocols.Dns;

/// <summary>Names of domains as messages carry them: labels with a length before each (RFC 1035, 3.1), the rest perhaps elsewhere (4.1.4).</summary>
internal static class WireName
{
    /// <summary>Longest name with its root (RFC 1035, 2.3.4).</summary>
    public const int MaxBytes = 255;

    public const int MaxLabelBytes = 63;

    /// <summary>Pointers followed in one name; honest messages need a handful.</summary>
    private const int MaxJumps = 32;

    private const int PointerMark = 0xC0;

    /// <summary>Writes a name without pointers and without the root's empty label.</summary>
    /// <param name="position">Where it begins; afterwards where what follows begins. Of no meaning when the name is broken.</param>
    /// <param name="target">At least <see cref="MaxBytes"/>.</param>
    /// <returns>Its length; below zero when it is broken.</returns>
    public static int Expand(ReadOnlySpan<byte> message, ref int position, Span<byte> target)
    {
        var (at, start, jumps, length) = (position, position, 0, 0);
        while ((uint)at < (uint)message.Length)
        {
            int count = message[at];
            if (count == 0)
            {
                position = jumps == 0 ? at + 1 : position;
                return length;
            }

            if ((count & PointerMark) == PointerMark)
            {
                if (at + 1 == message.Length)
                {
                    return -1;
                }

                var pointsTo = ((count & ~PointerMark) << 8) | message[at + 1];
                position = jumps == 0 ? at + 2 : position;

                // A pointer leads to what was written before; so it can never come round.
                if (pointsTo >= start || ++jumps > MaxJumps)
                {
                    return -1;
                }

                at = start = pointsTo;
                continue;
            }

            if (count > MaxLabelBytes || at + 1 + count > message.Length || length + 1 + count >= MaxBytes)
            {
                return -1;
            }

            message.Slice(at, 1 + count).CopyTo(target[length..]);
            length += 1 + count;
            at += 1 + count;
        }

        return -1;
    }
}
