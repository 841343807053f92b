using System.Text.Json;
using System.Text.Json.Serialization;

namespace Soc.CaptureAgent.Settings;

/// <summary>What the gateway may set from afar. What is null stays as this machine has it. Nothing here can turn resets on, or shorten what this side never blocks.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record SensorConfiguration
{
    public static readonly SensorConfiguration None = new();

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Grows with each change; 0 for none.</summary>
    public long Version { get; init; }

    public IReadOnlyList<string>? Interfaces { get; init; }

    public string? Filter { get; init; }

    public int? SnapLengthBytes { get; init; }

    public int? MaxFlows { get; init; }

    /// <summary>Besides what this side never blocks.</summary>
    public IReadOnlyList<string>? NeverBlock { get; init; }

    /// <exception cref="InvalidOperationException">It cannot be meant; the message says why.</exception>
    public static SensorConfiguration Parse(ReadOnlySpan<byte> document, CaptureOptions local)
    {
        try
        {
            var read = JsonSerializer.Deserialize<SensorConfiguration>(document, Json) ?? throw new JsonException("it is empty");
            if ((read.Interfaces ?? []).Concat(read.NeverBlock ?? []).Any(string.IsNullOrWhiteSpace))
            {
                throw new JsonException("an interface or an entry of neverBlock is empty");
            }

            read.Over(local).Check();
            return read;
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"The configuration is no JSON of the expected shape ({e.Message})", e);
        }
    }

    /// <summary>This machine's options with these above them.</summary>
    public CaptureOptions Over(CaptureOptions local) => local with
    {
        Interfaces = Interfaces is { Count: > 0 } ? Interfaces : local.Interfaces,
        Filter = Filter ?? local.Filter,
        SnapLengthBytes = SnapLengthBytes ?? local.SnapLengthBytes,
        MaxFlows = MaxFlows ?? local.MaxFlows,
        NeverBlock = [.. local.NeverBlock, .. NeverBlock ?? []],
    };
}
