using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>One message.</summary>
/// <param name="At">Topic and partition.</param>
/// <param name="TimeMs">Time that the broker or the producer gave, ms since the epoch, or 0.</param>
/// <param name="Value">Null: a tombstone.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KafkaMessage(TopicPartition At, long Offset, long TimeMs, byte[]? Value)
{
    // What a message costs beside its value, roughly.
    private const int OverheadBytes = 128;

    public int Bytes => OverheadBytes + (Value?.Length ?? 0);
}
