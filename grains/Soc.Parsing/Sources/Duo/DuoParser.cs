using System.Text.Json;
using Soc.Parsing.Json;

namespace Soc.Parsing.Sources.Duo;

/// <summary>Cisco Duo: authentication log v1 and v2, administrator log, activity log.</summary>
public sealed class DuoParser : JsonSourceParser
{
    public override string Id => DuoMap.SourceId;

    public override int Recognise(ReadOnlySpan<byte> record)
    {
        var json = JsonFrame.Prefix(record);
        if (json.IsEmpty)
        {
            return 0;
        }

        if (JsonFrame.Has(json, "\"authlogs\""u8))
        {
            return 90;
        }

        var hasDevice = JsonFrame.Has(json, "\"access_device\""u8) || JsonFrame.Has(json, "\"auth_device\""u8);
        if (hasDevice)
        {
            return JsonFrame.Has(json, "\"factor\""u8) || JsonFrame.Has(json, "\"txid\""u8) || JsonFrame.Has(json, "\"activity_id\""u8) ? 90 : 50;
        }

        var isV1 = JsonFrame.Has(json, "\"factor\""u8) && JsonFrame.Has(json, "\"integration\""u8);
        var isAdministration = JsonFrame.Has(json, "\"action\""u8) && JsonFrame.Has(json, "\"isotimestamp\""u8) && JsonFrame.Has(json, "\"username\""u8);
        var isTelephony = JsonFrame.Has(json, "\"telephony_id\""u8);
        return isV1 || isAdministration ? 70 : isTelephony ? 60 : 0;
    }

    protected override bool IsEnvelope(ReadOnlySpan<byte> propertyName) =>
        propertyName.SequenceEqual("authlogs"u8) || propertyName.SequenceEqual("response"u8) || propertyName.SequenceEqual("items"u8);

    protected override ElementResult ReadElement(ref Utf8JsonReader reader, scoped in ElementScope scope)
    {
        var record = new DuoRecord { ZoneOffsetMinutes = scope.Context.ZoneOffsetMinutes };
        DuoReader.Read(ref reader, ref record);
        return DuoMap.Map(in record, scope, scope.Bytes(ref reader));
    }
}
