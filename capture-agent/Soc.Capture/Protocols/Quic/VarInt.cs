namespace Soc.Capture.Protocols.Quic;

/// <summary>Numbers of 1, 2, 4 or 8 bytes, by the two highest bits of the first (RFC 9000 section 16).</summary>
internal static class VarInt
{
    public static ulong Read(ref ByteReader reader)
    {
        var first = reader.U8();
        ulong value = first & 0x3Fu;
        for (var more = (1 << (first >> 6)) - 1; more > 0; more--)
        {
            value = (value << 8) | reader.U8();
        }

        return value;
    }

    /// <returns>A length; more than any datagram has is <see cref="int.MaxValue"/>, which breaks whoever takes it.</returns>
    public static int ReadLength(ref ByteReader reader) => (int)Math.Min(Read(ref reader), int.MaxValue);
}
