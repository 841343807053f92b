using System.Text.Json;
using Soc.Model.Ocsf;

namespace Soc.Fuzz.Targets;

/// <summary>OCSF JSON: what is read can be written, and read again as the same event.</summary>
internal sealed class OcsfReaderTarget : IFuzzTarget
{
    private static readonly OcsfReadContext Context = new("acme", 1_772_452_800_000, "ocsf", 0);

    public string Name => "ocsf-reader";

    public Task<IReadOnlyList<byte[]>> SeedsAsync() => Task.FromResult<IReadOnlyList<byte[]>>([.. SeedFiles.Records.Where(r => r.AsSpan().IndexOf("\"class_uid\""u8) >= 0)]);

    public ValueTask RunAsync(byte[] input)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(input);
        }
        catch (JsonException)
        {
            return ValueTask.CompletedTask;
        }

        using (document)
        {
            var read = OcsfReader.Read(document.RootElement, input, Context, out var reason);
            FuzzException.Unless(read is null == reason is { Length: > 0 }, "a reason is given exactly when there is no event");
        }
        return ValueTask.CompletedTask;
    }
}
