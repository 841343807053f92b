using System.Text.Json;
using Soc.Gateway.Ingest;
using Soc.Gateway.Ingest.Hec;

namespace Soc.Fuzz.Targets;

/// <summary>A body of HEC envelopes.</summary>
internal sealed class HecEnvelopesTarget : IFuzzTarget
{
    private const int MaxRecordBytes = 4_096;

    public string Name => "hec-envelopes";

    public Task<IReadOnlyList<byte[]>> SeedsAsync() => Task.FromResult<IReadOnlyList<byte[]>>(
    [
        .. SeedFiles.Records.Where((_, i) => i % 25 == 0).Select(r => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["time"] = 1_772_452_800.5,
            ["host"] = "fw1",
            ["sourcetype"] = "syslog",
            ["fields"] = new[] { 1, 2 },
            ["event"] = System.Text.Encoding.UTF8.GetString(r),
        })),
        """{"event":{"a":[1,{"b":null}]},"time":"1772452800"} {"event":12}{"host":"none"}"""u8.ToArray(),
        "{\"event\":\"one\"}\n{\"event\": broken\n{\"event\":\"\\ud800 \\n\"}\n"u8.ToArray(),
    ]);

    public ValueTask RunAsync(byte[] input)
    {
        var read = HecEnvelopeReader.Read(input, default, MaxRecordBytes);
        RecordLaw.Check(read.Records, input);
        FuzzException.Unless(read.Records.Exists(r => r.Defect is not null and not IngestReasons.Oversized) == (read.Error is not null), "the reply tells of a defect exactly when there is one");
        FuzzException.Unless(read.Error?.InvalidEventNumber is not { } number || number < read.Records.Count, "the number told is a record's");
        return ValueTask.CompletedTask;
    }
}
