using System.Buffers.Binary;

namespace Soc.EventLog.Embedded;

/// <summary>
/// A record on disk, little endian: length of the payload (4), CRC-32C over payload, offset and length (4), offset (8),
/// payload. The CRC starts from the log's own random salt, so that bytes inside a payload cannot be made to look like a
/// record to a reader who searches on after damage.
/// </summary>
internal static class RecordFormat
{
    public const int HeaderBytes = 16;

    /// <summary>Longest payload, bytes.</summary>
    public const int MaxPayloadBytes = 4 * 1024 * 1024;

    /// <summary>No jump between neighbours is as long; a header that claims it is damage.</summary>
    public const long MaxOffsetJump = 1L << 40;

    /// <param name="header">Where to write.</param>
    /// <param name="payloadCrc">The salt continued over the payload.</param>
    /// <param name="payloadLength">Bytes.</param>
    /// <param name="offset">Offset of the record.</param>
    public static void WriteHeader(Span<byte> header, uint payloadCrc, int payloadLength, long offset)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, payloadLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Seal(payloadCrc, payloadLength, offset));
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], offset);
    }

    /// <summary>Whether a record may start here: the length and the offset make sense. Says nothing of the CRC.</summary>
    public static bool IsPlausible(ReadOnlySpan<byte> header, long minOffset, out int payloadLength, out long offset)
    {
        payloadLength = BinaryPrimitives.ReadInt32LittleEndian(header);
        offset = BinaryPrimitives.ReadInt64LittleEndian(header[8..]);
        return payloadLength is > 0 and <= MaxPayloadBytes && offset >= minOffset && offset - minOffset < MaxOffsetJump;
    }

    public static bool IsIntact(ReadOnlySpan<byte> record, uint salt)
    {
        var payload = record[HeaderBytes..];
        var offset = BinaryPrimitives.ReadInt64LittleEndian(record[8..]);
        return BinaryPrimitives.ReadUInt32LittleEndian(record[4..]) == Seal(Crc32C.Append(salt, payload), payload.Length, offset);
    }

    private static uint Seal(uint payloadCrc, int payloadLength, long offset) =>
        Crc32C.Append(Crc32C.Append(payloadCrc, (ulong)offset), (ulong)payloadLength);
}
