using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.PanOs;

/// <summary>PAN-OS firewall and GlobalProtect logs: CSV, CEF, LEEF and the cloud service's JSON.</summary>
public sealed class PanOsParser : ISourceParser
{
    private const int Unmistakable = 95;

    public string Id => PanRecord.Source;

    public int Recognise(ReadOnlySpan<byte> record)
    {
        if (PanCsv.FindBody(record) >= 0)
        {
            return Unmistakable;
        }

        if (record.StartsWith("{"u8))
        {
            return PanJson.Recognises(record) ? Unmistakable : 0;
        }

        return CefRecord.Find(record) >= 0 || LeefRecord.Find(record) >= 0
            ? IsPaloAlto(record) ? Unmistakable : 0
            : 0;
    }

    public ParseResult Parse(ReadOnlySpan<byte> record, in SourceContext context)
    {
        Span<Slice> slots = stackalloc Slice[(int)PanField.Count];
        slots.Clear();
        if (PanCsv.FindBody(record) is >= 0 and var body)
        {
            return PanCsv.Parse(record, body, slots, context);
        }

        if (record.TrimStart((byte)' ').StartsWith("{"u8))
        {
            return PanJson.Parse(record, slots, context);
        }

        if (CefRecord.TryRead(record, out var cef))
        {
            var fields = new FieldSlots<PanField>(cef.Extension, slots, EscapeStyle.Cef);
            cef.ReadExtension(PanKeys.Table, fields);
            var signature = PanTypes.Read(cef.SignatureId);
            var type = signature == PanType.Unknown ? PanTypes.Read(cef.Name) : signature;
            return PanMapping.Map(new PanRecord(record, record[cef.Prefix.Length..], cef.Prefix, fields, type, signature == PanType.Unknown ? cef.SignatureId : cef.Name, cef.Severity, context));
        }

        if (LeefRecord.TryRead(record, out var leef))
        {
            var fields = new FieldSlots<PanField>(leef.Attributes, slots, EscapeStyle.None);
            leef.ReadAttributes(PanKeys.Table, fields);
            var named = PanTypes.Read(fields[PanField.Type]);
            var type = named == PanType.Unknown ? PanTypes.Read(fields[PanField.ThreatId]) : named;
            return PanMapping.Map(new PanRecord(record, record[leef.Prefix.Length..], leef.Prefix, fields, type, fields[PanField.Subtype], default, context));
        }

        return ParseResult.Malformed(Reasons.NotThisFormat);
    }

    private static bool IsPaloAlto(ReadOnlySpan<byte> record) =>
        record[..Math.Min(record.Length, 768)].IndexOf("|Palo Alto Networks|"u8) >= 0;
}
