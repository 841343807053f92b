using Soc.EventLog.Codec;
using Soc.Parsing;

namespace Soc.Fuzz.Targets;

/// <summary>The payload of a log record, should a CRC ever lie or a newer version have written it.</summary>
internal sealed class EventCodecTarget(SourceCatalog catalog) : IFuzzTarget
{
    private static readonly SourceContext Context = new("acme", 1_772_452_800_000);

    public string Name => "event-codec";

    public Task<IReadOnlyList<byte[]>> SeedsAsync()
    {
        var seeds = new List<byte[]>();
        foreach (var record in SeedFiles.Records.Where((_, i) => i % 5 == 0))
        {
            var result = catalog.Parse(record, Context);
            if (result.Count > 0)
            {
                var writer = new FieldWriter();
                EventCodec.Write(writer, result[0]);
                seeds.Add(writer.Written.ToArray());
            }
        }

        return Task.FromResult<IReadOnlyList<byte[]>>(seeds);
    }

    public ValueTask RunAsync(byte[] input)
    {
        if (EventCodec.TryRead(input, new StringTable(), withRaw: true, out var e, out var receipt))
        {
            FuzzException.Unless(e is null != receipt is null, "what is read is an event or a receipt");
        }
        return ValueTask.CompletedTask;
    }
}
