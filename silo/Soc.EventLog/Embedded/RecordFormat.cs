using System.Buffers.Binary;
using System.IO.Hashing;

namespace Soc.EventLog.Embedded;

/// <summary>
/// A record on disk: payload length (4), CRC-32 over offset and payload (4), offset (8), payload. Little endian.
/// The offset is inside the checksum, so that a record found after damage is known to be in its place.
/// </summary>
internal static class RecordFormat
{
    public const int HeaderBytes = 16;

    /// <summary>Longest payload, bytes; a longer length on disk is damage.</summary>
    public const int MaxPayloadBytes = 16 * 1024 * 1024;

    public static void Write(Span<byte> target, long offset, ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, payload.Length);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], offset);
        payload.CopyTo(target[HeaderBytes..]);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Crc32.HashToUInt32(target.Slice(8, 8 + payload.Length)));
    }

    /// <summary>Reads the record at the start of <paramref name="data"/>.</summary>
    /// <returns>Its whole length in bytes; 0 when more bytes are needed; −1 when this is no record.</returns>
    public static int TryRead(ReadOnlySpan<byte> data, out long offset, out ReadOnlySpan<byte> payload)
    {
        offset = 0;
        payload = default;
        if (data.Length < HeaderBytes)
        {
            return 0;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(data);
        if (length is < 0 or > MaxPayloadBytes)
        {
            return -1;
        }

        if (data.Length < HeaderBytes + length)
        {
            return 0;
        }

        offset = BinaryPrimitives.ReadInt64LittleEndian(data[8..]);
        if (Crc32.HashToUInt32(data.Slice(8, 8 + length)) != BinaryPrimitives.ReadUInt32LittleEndian(data[4..]))
        {
            return -1;
        }

        payload = data.Slice(HeaderBytes, length);
        return HeaderBytes + length;
    }
}
