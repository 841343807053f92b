using System.Text.Json;
using Soc.Parsing.Json;

namespace Soc.Parsing.Sources.Okta;

/// <summary>Okta System Log.</summary>
public sealed class OktaParser : JsonSourceParser
{
    public override string Id => OktaMap.SourceId;

    public override int Recognise(ReadOnlySpan<byte> record)
    {
        var json = JsonFrame.Prefix(record);
        if (json.IsEmpty)
        {
            return 0;
        }

        var hasType = JsonFrame.Has(json, "\"eventType\""u8) || JsonFrame.Has(json, "\"eventtype\""u8);
        var hasPublished = JsonFrame.Has(json, "\"published\""u8);
        var hasActor = JsonFrame.Has(json, "\"alternateId\""u8) || JsonFrame.Has(json, "\"alternateid\""u8) || JsonFrame.Has(json, "\"displayMessage\""u8);
        return hasType && hasActor ? (hasPublished ? 92 : 70) : 0;
    }

    protected override bool IsEnvelope(ReadOnlySpan<byte> propertyName) => propertyName.SequenceEqual("events"u8) || propertyName.SequenceEqual("data"u8);

    protected override ElementResult ReadElement(ref Utf8JsonReader reader, scoped in ElementScope scope)
    {
        var record = new OktaRecord { ZoneOffsetMinutes = scope.Context.ZoneOffsetMinutes };
        OktaReader.Read(ref reader, ref record);
        return OktaMap.Map(in record, scope, scope.Bytes(ref reader));
    }
}
