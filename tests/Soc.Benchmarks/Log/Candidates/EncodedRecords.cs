using Soc.EventLog;
using Soc.EventLog.Codec;

namespace Soc.Benchmarks.Log.Candidates;

/// <summary>Events as bytes with the codec of our log, so that every candidate stores the same.</summary>
internal static class EncodedRecords
{
    private static readonly ThreadLocal<FieldWriter> Writer = new(() => new FieldWriter());

    public static byte[][] Of(LogEntry[] entries)
    {
        var writer = Writer.Value!;
        return Array.ConvertAll(entries, entry =>
        {
            writer.Clear();
            EventCodec.Write(writer, entry.Event!);
            return writer.Written.ToArray();
        });
    }

    public static bool IsWhole(ReadOnlySpan<byte> record, StringTable strings) =>
        EventCodec.TryRead(record, strings, withRaw: false, out var e, out _) && e is not null;
}
