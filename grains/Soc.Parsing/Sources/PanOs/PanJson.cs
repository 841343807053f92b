using System.Text.Json;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.PanOs;

/// <summary>The JSON of the cloud log service: one flat object a record, with the names of the CEF form.</summary>
internal static class PanJson
{
    private const int MaxLookBytes = 2048;

    public static bool Recognises(ReadOnlySpan<byte> record)
    {
        var start = record[..Math.Min(record.Length, MaxLookBytes)];
        return start.IndexOf("\"LogType\""u8) >= 0 && (start.IndexOf("\"DeviceSN\""u8) >= 0 || start.IndexOf("\"TimeReceived\""u8) >= 0);
    }

    public static ParseResult Parse(ReadOnlySpan<byte> record, Span<Slice> slots, in SourceContext context)
    {
        var fields = new FieldSlots<PanField>(record, slots, EscapeStyle.Json);
        try
        {
            var reader = new Utf8JsonReader(record);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return ParseResult.Malformed(Reasons.NotThisFormat);
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var known = PanKeys.Table.TryFind(reader.ValueSpan, out var field);
                if (!reader.Read())
                {
                    break;
                }

                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    reader.Skip();
                }
                else if (known && reader.TokenType is JsonTokenType.String or JsonTokenType.Number && known)
                {
                    var start = (int)reader.TokenStartIndex + (reader.TokenType == JsonTokenType.String ? 1 : 0);
                    fields.Set(field, new Slice(start, reader.ValueSpan.Length, reader.ValueIsEscaped));
                }
            }
        }
        catch (JsonException)
        {
            return ParseResult.Malformed(Reasons.Truncated);
        }

        var type = PanTypes.Read(fields[PanField.Type]);
        return PanMapping.Map(new PanRecord(record, record, default, fields, type, fields[PanField.Subtype], default, context));
    }
}
