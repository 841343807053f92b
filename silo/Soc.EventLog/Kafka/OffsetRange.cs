using Confluent.Kafka;

namespace Soc.EventLog.Kafka;

/// <summary>First and next offset of a partition, as far as this process knows.</summary>
internal sealed class OffsetRange
{
    private long _start;
    private long _end;

    public long Start => Volatile.Read(ref _start);

    public long End => Volatile.Read(ref _end);

    /// <summary>So many, of which nothing is known yet.</summary>
    public static OffsetRange[] Of(int partitions) => [.. Enumerable.Range(0, partitions).Select(_ => new OffsetRange())];

    /// <summary>What the brokers say; unknown offsets are left as they are.</summary>
    public void Seen(WatermarkOffsets offsets)
    {
        if (offsets.Low.Value >= 0)
        {
            Raise(ref _start, offsets.Low.Value);
        }

        if (offsets.High.Value >= 0)
        {
            SeenEnd(offsets.High.Value);
        }
    }

    public void SeenEnd(long end) => Raise(ref _end, end);

    private static void Raise(ref long value, long to)
    {
        for (var known = Volatile.Read(ref value); known < to; known = Volatile.Read(ref value))
        {
            Interlocked.CompareExchange(ref value, to, known);
        }
    }
}
