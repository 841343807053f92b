using System.Runtime.InteropServices;
using Soc.Gateway.Ingest;

namespace Soc.Fuzz.Targets;

/// <summary>What all cutters of records promise.</summary>
internal static class RecordLaw
{
    public static void Check(List<IngestRecord> records, byte[] input)
    {
        var total = 0L;
        foreach (var record in records)
        {
            total += record.Raw.Length;
            FuzzException.Unless(MemoryMarshal.TryGetArray(record.Raw, out var segment), "a record lies in an array");
            FuzzException.Unless(segment.Array != input || segment.Offset + segment.Count <= input.Length, "a record lies within its body");
            FuzzException.Unless(record.TimeMs >= 0, "a time is not negative");
        }

        FuzzException.Unless(total <= input.Length, "no byte is in two records");
    }
}
