using System.Text.Json;
using Soc.Model.Ocsf;
using Soc.Parsing.Json;

namespace Soc.Parsing.Sources.Capture;

/// <summary>What our own capture agents see: OCSF JSON, with the agent's names of kinds.</summary>
public sealed class CaptureParser : JsonSourceParser
{
    public override string Id => "capture";

    public override int Recognise(ReadOnlySpan<byte> record)
    {
        var json = JsonFrame.Prefix(record, maxBytes: 32 * 1024);
        return !json.IsEmpty && JsonFrame.Has(json, "\"class_uid\""u8) && JsonFrame.Has(json, "\"log_provider\":\"capture\""u8) ? 97 : 0;
    }

    protected override bool IsEnvelope(ReadOnlySpan<byte> propertyName) => false;

    protected override ElementResult ReadElement(ref Utf8JsonReader reader, scoped in ElementScope scope)
    {
        if (!JsonDocument.TryParseValue(ref reader, out var document))
        {
            return ElementResult.Malformed(JsonReasons.Truncated);
        }

        using (document)
        {
            var context = new OcsfReadContext(scope.Context.Client, scope.Context.ReceivedMs, Id, scope.Context.EnvelopeTimeMs);
            var read = OcsfReader.Read(document.RootElement, scope.Bytes(ref reader), context, out var reason);

            // Everything that the agent says is mapped: the line itself would be said twice.
            return read is null ? ElementResult.Malformed(reason!) : ElementResult.Parsed(read with { SourceKind = KindOf(document.RootElement), Raw = null });
        }
    }

    private static string? KindOf(JsonElement root)
    {
        try
        {
            return root.TryGetProperty("metadata"u8, out var metadata) && metadata.ValueKind == JsonValueKind.Object
                && metadata.TryGetProperty("log_name"u8, out var kind) && kind.ValueKind == JsonValueKind.String
                    ? kind.GetString()
                    : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8.
            return null;
        }
    }
}
