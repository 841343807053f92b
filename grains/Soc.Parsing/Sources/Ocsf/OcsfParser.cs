using System.Text.Json;
using Soc.Model.Ocsf;
using Soc.Parsing.Json;

namespace Soc.Parsing.Sources.Ocsf;

/// <summary>OCSF JSON of any producer.</summary>
public sealed class OcsfParser : JsonSourceParser
{
    public override string Id => "ocsf";

    public override int Recognise(ReadOnlySpan<byte> record)
    {
        var json = JsonFrame.Prefix(record, maxBytes: 32 * 1024);
        return !json.IsEmpty && JsonFrame.Has(json, "\"class_uid\""u8) && JsonFrame.Has(json, "\"metadata\""u8) ? 96 : 0;
    }

    protected override bool IsEnvelope(ReadOnlySpan<byte> propertyName) => propertyName.SequenceEqual("events"u8) || propertyName.SequenceEqual("records"u8);

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
            return read is null ? ElementResult.Malformed(reason!) : ElementResult.Parsed(read with { Raw = ElementScope.Raw(scope.Bytes(ref reader)) });
        }
    }
}
