using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Confluent.Kafka;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>
/// Where a record is for good, as a number: topic, partition, offset and its index within the message. Read again after a crash it is
/// the same, so that events without an id of their own are recognised; two equal lines sent one after the other stay two.
/// </summary>
internal static class KafkaPlace
{
    private const int MaxTopicBytes = 249;

    private const ulong Odd = 0x9E37_79B9_7F4A_7C15;

    /// <summary>Of the message's first record.</summary>
    public static ulong Of(TopicPartition at, long offset)
    {
        Span<byte> bytes = stackalloc byte[MaxTopicBytes + 12];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, at.Partition.Value);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[4..], offset);
        var length = Encoding.UTF8.TryGetBytes(at.Topic, bytes[12..], out var written) ? written : 0;
        return XxHash3.HashToUInt64(bytes[..(12 + length)]);
    }

    /// <summary>Of a later record of the message; never 0, which means no place.</summary>
    public static ulong Of(ulong first, int index)
    {
        var place = unchecked(first + ((ulong)index * Odd));
        return place == 0 ? 1 : place;
    }
}
