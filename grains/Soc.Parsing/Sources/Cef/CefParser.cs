using Soc.Parsing.Generic;
using Soc.Parsing.Mapping;
using Soc.Parsing.Sources.FortiGate;
using Soc.Parsing.Sources.PanOs;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.Cef;

/// <summary>Common Event Format of any vendor; a vendor with a mapping of its own goes there, whatever the sourcetype says.</summary>
public sealed class CefParser : ISourceParser
{
    private const int Generic = 30;

    private static readonly PanOsParser PanOs = new();
    private static readonly FortiGateParser FortiGate = new();

    public string Id => "cef";

    public int Recognise(ReadOnlySpan<byte> record) => CefRecord.Find(record) >= 0 ? Generic : 0;

    public ParseResult Parse(ReadOnlySpan<byte> record, in SourceContext context)
    {
        if (!CefRecord.TryRead(record, out var cef))
        {
            return ParseResult.Malformed(CefRecord.Find(record) >= 0 ? Reasons.Truncated : Reasons.NotThisFormat);
        }

        if (cef.Vendor.EqualsIgnoreCase("Palo Alto Networks"u8) && PanOs.Recognise(record) > Generic)
        {
            return PanOs.Parse(record, context);
        }

        if (cef.Vendor.EqualsIgnoreCase("Fortinet"u8) && FortiGate.Recognise(record) > Generic)
        {
            return FortiGate.Parse(record, context);
        }

        Span<Slice> slots = stackalloc Slice[(int)CommonField.Count];
        slots.Clear();
        var fields = new FieldSlots<CommonField>(cef.Extension, slots, EscapeStyle.Cef);
        cef.ReadExtension(CommonKeys.Table, fields);
        return CommonMapping.Map(new CommonRecord(Id, record, record[cef.Prefix.Length..], cef.Prefix, fields, context)
        {
            Vendor = cef.Vendor,
            Product = cef.Product,
            Kind = cef.SignatureId,
            Name = cef.Name,
            Severity = cef.Severity,
        });
    }
}
