using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Soc.EventLog.Codec;
using Soc.Model.Events;

namespace Soc.Benchmarks.Log;

/// <summary>The log's own codec beside Orleans' serialiser, on the same events without raw.</summary>
internal static class CodecBenchmark
{
    private const int Count = 10_000;

    public static IReadOnlyList<BenchRow> Run(TimeSpan length)
    {
        var events = LogSamples.Events(Count, 0);
        var rows = new List<BenchRow>();
        rows.AddRange(Own(events, length));
        rows.AddRange(Orleans(events, length));
        return rows;
    }

    private static List<BenchRow> Own(SecurityEvent[] events, TimeSpan length)
    {
        var writer = new FieldWriter();
        var encoded = Array.ConvertAll(events, e =>
        {
            writer.Clear();
            EventCodec.Write(writer, e);
            return writer.Written.ToArray();
        });
        var strings = new StringTable();
        return
        [
            new BenchRow("codec own", "bytes", encoded.Average(e => e.Length), "mean of an event without raw"),
            Measure("codec own write", length, i =>
            {
                writer.Clear();
                EventCodec.Write(writer, events[i]);
            }),
            Measure("codec own read", length, i => EventCodec.TryRead(encoded[i], strings, withRaw: false, out _, out _)),
        ];
    }

    private static List<BenchRow> Orleans(SecurityEvent[] events, TimeSpan length)
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer<SecurityEvent>>();
        var buffer = new ArrayBufferWriter<byte>(4096);
        var encoded = Array.ConvertAll(events, serializer.SerializeToArray);
        return
        [
            new BenchRow("codec Orleans", "bytes", encoded.Average(e => e.Length), "mean of an event without raw", "codec own"),
            Measure("codec Orleans write", length, i =>
            {
                buffer.ResetWrittenCount();
                serializer.Serialize(events[i], buffer);
            }, "codec own write"),
            Measure("codec Orleans read", length, i => serializer.Deserialize(encoded[i]), "codec own read"),
        ];
    }

    private static BenchRow Measure(string name, TimeSpan length, Action<int> work, string? baseline = null)
    {
        for (var i = 0; i < Count; i++)
        {
            work(i);
        }

        long done = 0;
        var meter = new Meter();
        while (meter.Elapsed < length)
        {
            for (var i = 0; i < Count; i++)
            {
                work(i);
            }

            done += Count;
        }

        return meter.Row(name, "events", done, "one thread", baseline);
    }
}
