using Soc.Gateway.Ingest.Hec;

namespace Soc.Fuzz.Targets;

/// <summary>A raw HEC body: lines, or JSON documents over several lines.</summary>
internal sealed class HecRawTarget : IFuzzTarget
{
    public string Name => "hec-raw";

    public Task<IReadOnlyList<byte[]>> SeedsAsync() => Task.FromResult<IReadOnlyList<byte[]>>(
    [
        .. SeedFiles.Records.Where((_, i) => i % 25 == 0).Select(r => (byte[])[.. r, (byte)'\r', (byte)'\n', .. r, (byte)'\n']),
        "[\n {\"a\":1},\n {\"b\":[2]}\n]\n{\n}\n"u8.ToArray(),
    ]);

    public ValueTask RunAsync(byte[] input)
    {
        RecordLaw.Check(HecRawReader.Read(input, default, maxRecordBytes: 4_096), input);
        return ValueTask.CompletedTask;
    }
}
